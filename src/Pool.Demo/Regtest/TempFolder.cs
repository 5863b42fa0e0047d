namespace Pool.Demo.Regtest;

/// <summary>A folder of its own under the system's temporary one; gone when disposed.</summary>
public sealed class TempFolder : IDisposable
{
    /// <param name="purpose">Begins its name, e.g. pool-demo.</param>
    public TempFolder(string purpose) => Path = Directory.CreateTempSubdirectory(purpose + "-").FullName;

    public string Path { get; }

    /// <summary>A folder within, made if need be.</summary>
    public string Sub(string name) => Directory.CreateDirectory(System.IO.Path.Combine(Path, name)).FullName;

    /// <summary>Copies a folder of a stopped program, e.g. a primed chain.</summary>
    public static void Copy(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var target = System.IO.Path.Combine(to, System.IO.Path.GetRelativePath(from, file));
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(target)!);
            File.Copy(file, target, overwrite: true);
        }
    }

    public void Dispose()
    {
        if (Directory.Exists(Path))
        {
            Directory.Delete(Path, recursive: true);
        }
    }
}
