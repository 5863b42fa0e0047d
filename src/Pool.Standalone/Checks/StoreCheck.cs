using Pool.Standalone.Configuration;
using Pool.Storage;

namespace Pool.Standalone.Checks;

/// <summary>The books can be opened, or made in their folder; checking makes none.</summary>
internal static class StoreCheck
{
    private const string Name = "store";

    public static async Task<CheckResult> Run(PoolSettings settings, CancellationToken cancel)
    {
        var path = settings.StorePath;
        var folder = Path.GetDirectoryName(path)!;
        if (!Directory.Exists(folder))
        {
            return CheckResult.Fail(Name, $"there is no folder {folder}: make it, or change store.path");
        }

        try
        {
            if (File.Exists(path))
            {
                await using var store = await PoolStore.OpenExistingSqlite(path, settings.Id, StoreOptions.Default, TimeProvider.System, cancel);
                return CheckResult.Good(Name, $"{path} opens");
            }

            var probe = path + ".check";
            await File.WriteAllTextAsync(probe, "", cancel);
            File.Delete(probe);
            return CheckResult.Good(Name, $"{path} will be made at the first run");
        }
        catch (Exception error) when (error is StoreUnavailableException or IOException or UnauthorizedAccessException)
        {
            return CheckResult.Fail(Name, error.Message);
        }
    }
}
