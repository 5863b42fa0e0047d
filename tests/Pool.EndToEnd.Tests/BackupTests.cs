using Pool.Core.Shares;

namespace Pool.EndToEnd.Tests;

[Trait("needs", "monero")]
[Collection(OnTheChain.Name)]
public sealed class BackupTests(RegtestChain chain)
{
    [Fact]
    public async Task Books_that_were_backed_up_while_the_pool_ran_and_then_lost_are_restored()
    {
        await using var rig = await Rig.Create(chain);
        await rig.StartPool();
        await rig.Alice.LogIn(rig.Cancel);
        await rig.Alice.SendShares(3, rig.Cancel);
        var backup = Path.Combine(rig.Folder, "backup.db");
        await ShouldSucceed(rig, "backup", backup, "--config", rig.File.Path);
        await rig.Alice.SendShares(2, rig.Cancel);
        (await CountShares(rig)).ShouldBe(5);
        await rig.StopPool();

        var refused = await PoolProgram.Run(rig.Cancel, "restore", backup, "--config", rig.File.Path);
        refused.ExitCode.ShouldBe(1, refused.ToString());
        refused.Error.ShouldContain("after the backup's");
        (await CountShares(rig)).ShouldBe(5);

        foreach (var file in Directory.EnumerateFiles(rig.Folder, "pool.db*").ToList())
        {
            File.Delete(file);
        }

        await ShouldSucceed(rig, "restore", backup, "--config", rig.File.Path);
        (await CountShares(rig)).ShouldBe(3);
        await rig.RestartPool();
        await rig.Alice.LogIn(rig.Cancel);
        await rig.Alice.SendShares(1, rig.Cancel);
        (await CountShares(rig)).ShouldBe(4);
    }

    private static async Task ShouldSucceed(Rig rig, params string[] arguments)
    {
        var result = await PoolProgram.Run(rig.Cancel, arguments);
        result.ExitCode.ShouldBe(0, result.ToString());
    }

    private static async Task<long> CountShares(Rig rig) =>
        (await rig.ReadMiner(rig.Alice))!.Workers.Sum(worker => worker.Shares[ShareOutcome.Accepted]);
}
