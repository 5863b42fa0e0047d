namespace Pool.Core.Tests;

/// <summary>Who may know whom, asserted from the project files.</summary>
public sealed class ArchitectureTests
{
    // Pool.Standalone may know everything but the four Orleans projects, and so stands here with all the others.
    private static readonly Dictionary<string, string[]> MayKnow = new()
    {
        ["Pool.Core"] = [],
        ["Pool.Hashing"] = [],
        ["Pool.CryptoNote"] = ["Pool.Core", "Pool.Hashing"],
        ["Pool.Storage"] = ["Pool.Core"],
        ["Pool.Web"] = ["Pool.Core", "Pool.CryptoNote"],
        ["Pool.Stratum"] = ["Pool.Core", "Pool.CryptoNote", "Pool.Hashing"],
        ["Pool.Standalone"] = ["Pool.Core", "Pool.CryptoNote", "Pool.Hashing", "Pool.Storage", "Pool.Stratum", "Pool.Web"],
        ["Pool.Demo"] = ["Pool.Core", "Pool.CryptoNote", "Pool.Hashing"],
        ["Pool.Grains"] = ["Pool.Core"],
        ["Pool.Silo"] = ["Pool.Core", "Pool.Grains", "Pool.Storage", "Pool.CryptoNote"],
        ["Pool.StratumFrontend"] = ["Pool.Core", "Pool.Grains", "Pool.Stratum"],
        ["Pool.Api"] = ["Pool.Core", "Pool.Grains", "Pool.Web"],
    };

    private static readonly string[] MayUseOrleans = ["Pool.Grains", "Pool.Silo", "Pool.StratumFrontend", "Pool.Api"];

    private static readonly string[] WithoutPackages = ["Pool.Core", "Pool.Hashing"];

    [Fact]
    public void The_projects_know_only_whom_they_may()
    {
        var projects = ProjectFile.ReadAll("src");
        projects.Count.ShouldBeGreaterThan(6);
        Violations(projects).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("Pool.Core", "Pool.Hashing", "")]
    [InlineData("Pool.Hashing", "", "Dapper")]
    [InlineData("Pool.Web", "Pool.Storage", "")]
    [InlineData("Pool.Api", "Pool.Storage", "")]
    [InlineData("Pool.Standalone", "Pool.Grains", "")]
    [InlineData("Pool.Storage", "", "Microsoft.Orleans.Server")]
    [InlineData("Pool.Helpers", "", "")]
    public void A_project_that_breaks_the_rule_is_found(string name, string project, string package)
    {
        string[] projects = project.Length == 0 ? [] : [project];
        string[] packages = package.Length == 0 ? [] : [package];
        Violations([new ProjectFile(name, projects, packages)]).ShouldHaveSingleItem().ShouldStartWith(name);
    }

    private static IEnumerable<string> Violations(IEnumerable<ProjectFile> projects) => projects.SelectMany(Violations);

    private static IEnumerable<string> Violations(ProjectFile project)
    {
        if (!MayKnow.TryGetValue(project.Name, out var known))
        {
            return [$"{project.Name} has no rule: decide whom it may know, here and in docs/ARCHITECTURE.md"];
        }

        var packages = WithoutPackages.Contains(project.Name)
            ? project.Packages
            : project.Packages.Where(package => IsOrleans(package) && !MayUseOrleans.Contains(project.Name));
        return project.Projects.Except(known).Concat(packages).Select(other => $"{project.Name} may not know {other}");
    }

    private static bool IsOrleans(string package) => package.StartsWith("Microsoft.Orleans.", StringComparison.Ordinal);
}
