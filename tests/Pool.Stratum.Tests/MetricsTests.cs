namespace Pool.Stratum.Tests;

public sealed class MetricsTests
{
    [Fact]
    public async Task Everything_that_happens_is_counted()
    {
        await using var pool = await TestPool.Start();
        using (var refused = await pool.Connect())
        {
            await refused.LogIn("broken");
        }

        using var miner = await pool.LoggedIn();
        var share = miner.Job.Find();
        await miner.Share(miner.Job, share);
        await miner.Share(miner.Job, share);
        await miner.Share(miner.Job, miner.Job.FindPoor());
        await miner.Send("no json");
        await miner.Read();
        await miner.Send("""{"id":5,"method":"other"}""");
        await miner.Read();
        await pool.Work(ScriptedJobs.Template(2));
        await miner.ReadJob();

        var metrics = pool.Metrics;
        metrics["pool.stratum.connections.opened"].ShouldBe(2);
        metrics["pool.stratum.logins"].ShouldBe(1);
        metrics["pool.stratum.login.failures/address"].ShouldBe(1);
        metrics["pool.stratum.shares/accepted"].ShouldBe(1);
        metrics["pool.stratum.shares/duplicate"].ShouldBe(1);
        metrics["pool.stratum.shares/low-difficulty"].ShouldBe(1);
        metrics["pool.stratum.receipts/recorded"].ShouldBe(1);
        metrics["pool.stratum.lines.malformed"].ShouldBe(1);
        metrics["pool.stratum.errors/unknown-method"].ShouldBe(1);
        metrics["pool.stratum.jobs"].ShouldBe(2);
        await TestPool.Until(() => metrics["pool.stratum.submit.duration"] == 3);
        await TestPool.Until(() => metrics["pool.stratum.push.duration"] == 2);
    }
}
