using Pool.Demo.Regtest;

namespace Pool.CryptoNote.Tests.Regtest;

public sealed class RegtestProcessTests
{
    [Fact]
    public async Task A_program_that_is_asked_to_end_ends_and_leaves_nothing_running()
    {
        using var folder = new TempFolder("pool-process");
        var process = RegtestProcess.Start("sleep", ["1000"], folder.Path);
        process.HasExited.ShouldBeFalse();
        await process.Stop();
        process.ExitCode.ShouldBe(128 + 15);
        Sleepers("1000").ShouldBe(0);
        await process.DisposeAsync();
    }

    [Fact]
    public async Task A_killed_program_is_gone_at_once()
    {
        using var folder = new TempFolder("pool-process");
        await using var process = RegtestProcess.Start("sleep", ["1001"], folder.Path);
        await process.Kill();
        process.HasExited.ShouldBeTrue();
        Sleepers("1001").ShouldBe(0);
    }

    [Fact]
    public void A_program_that_is_not_installed_is_named_with_the_package()
    {
        Should.Throw<InvalidOperationException>(() => RegtestProcess.Start("monerod-of-the-future", [], "/tmp"))
            .Message.ShouldBe("monerod-of-the-future is missing: install the Debian package monero");
    }

    [Fact]
    public void A_temporary_folder_is_gone_with_all_that_is_in_it()
    {
        string path;
        using (var folder = new TempFolder("pool-folder"))
        {
            path = folder.Path;
            File.WriteAllText(Path.Combine(folder.Sub("a"), "file"), "x");
            TempFolder.Copy(folder.Sub("a"), Path.Combine(path, "b", "c"));
            File.ReadAllText(Path.Combine(path, "b", "c", "file")).ShouldBe("x");
        }

        Directory.Exists(path).ShouldBeFalse();
    }

    [Fact]
    public void Free_ports_are_different_ones() => FreePorts.Take(20).Distinct().Count().ShouldBe(20);

    private static int Sleepers(string argument) =>
        Directory.GetDirectories("/proc").Count(process =>
        {
            try
            {
                return File.ReadAllText(Path.Combine(process, "cmdline")) == $"/usr/bin/sleep\0{argument}\0";
            }
            catch (IOException)
            {
                return false;
            }
        });
}
