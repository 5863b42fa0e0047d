using System.Text.Json.Nodes;

namespace Pool.Web.Tests;

internal static class Problems
{
    /// <summary>The path answers with problem+json of this status and code.</summary>
    public static async Task ShouldBeProblem(this WebHost host, string path, int status, string code)
    {
        using var answer = await host.Get(path);
        ((int)answer.StatusCode).ShouldBe(status, path);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json", path);
        var problem = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
        problem["code"]!.GetValue<string>().ShouldBe(code, path);
        problem["status"]!.GetValue<int>().ShouldBe(status, path);
        answer.Headers.CacheControl!.NoStore.ShouldBeTrue(path);
    }
}
