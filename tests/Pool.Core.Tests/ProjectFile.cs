using System.Xml.Linq;

namespace Pool.Core.Tests;

/// <summary>What a project file says that it needs.</summary>
internal sealed record ProjectFile(string Name, IReadOnlyList<string> Projects, IReadOnlyList<string> Packages)
{
    /// <summary>Every project below a folder of the repository.</summary>
    public static IReadOnlyList<ProjectFile> ReadAll(string folder) =>
        [.. Directory.EnumerateFiles(Path.Combine(FindRoot(), folder), "*.csproj", SearchOption.AllDirectories).Select(Read)];

    private static ProjectFile Read(string path)
    {
        var project = XDocument.Load(path);
        return new ProjectFile(
            Path.GetFileNameWithoutExtension(path),
            [.. Includes(project, "ProjectReference").Select(ProjectName)],
            [.. Includes(project, "PackageReference")]);
    }

    private static IEnumerable<string> Includes(XDocument project, string item) =>
        project.Descendants(item).Select(reference => reference.Attribute("Include")!.Value);

    private static string ProjectName(string include) => Path.GetFileNameWithoutExtension(include.Replace('\\', '/'));

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Pool.sln")))
            {
                return folder.FullName;
            }
        }

        throw new DirectoryNotFoundException($"no Pool.sln above {AppContext.BaseDirectory}: run the tests in the repository");
    }
}
