using System.Text;

namespace Pool.Stratum.Tests;

public sealed class FramingTests
{
    private const string Login = """{"id":1,"jsonrpc":"2.0","method":"login","params":{"login":"good","pass":"x"}}""" + "\n";

    [Fact]
    public async Task A_line_may_be_split_at_any_byte()
    {
        await using var pool = await TestPool.Start();
        var bytes = Encoding.UTF8.GetBytes(Login);
        for (var split = 1; split < bytes.Length; split++)
        {
            using var miner = await pool.Connect();
            await miner.SendBytes(bytes.AsMemory(0, split));
            await miner.SendBytes(bytes.AsMemory(split));
            (await miner.Read()).GetProperty("result").GetProperty("status").GetString().ShouldBe("OK", $"split at {split}");
        }
    }

    [Fact]
    public async Task A_line_may_come_byte_by_byte()
    {
        await using var pool = await TestPool.Start();
        using var miner = await pool.Connect();

        foreach (var single in Encoding.UTF8.GetBytes(Login))
        {
            await miner.SendBytes(new[] { single });
        }

        (await miner.Read()).GetProperty("result").GetProperty("status").GetString().ShouldBe("OK");
    }

    [Fact]
    public async Task Several_lines_in_one_segment_are_all_answered_in_order()
    {
        await using var pool = await TestPool.Start();
        using var miner = await pool.LoggedIn();
        var lines = string.Concat(Enumerable.Range(10, 100).Select(id =>
            $$$"""{"id":{{{id}}},"method":"keepalived","params":{"id":"{{{miner.Session}}}"}}""" + "\n"));

        await miner.SendBytes(Encoding.UTF8.GetBytes(lines));

        for (var id = 10; id < 110; id++)
        {
            (await miner.Read()).GetProperty("id").GetInt32().ShouldBe(id);
        }
    }

    [Fact]
    public async Task Carriage_returns_blank_lines_and_white_space_do_no_harm()
    {
        await using var pool = await TestPool.Start();
        using var miner = await pool.Connect();

        await miner.SendBytes(Encoding.UTF8.GetBytes("\r\n\n  \t\n " + Login.Replace("\n", "\r\n", StringComparison.Ordinal)));

        (await miner.Read()).GetProperty("result").GetProperty("status").GetString().ShouldBe("OK");
        pool.Metrics["pool.stratum.lines.malformed"].ShouldBe(0);
    }

    [Fact]
    public async Task A_line_at_the_limit_is_served()
    {
        await using var pool = await TestPool.Start(new StratumLimits { LineBytes = 512 });
        using var miner = await pool.Connect();

        await miner.SendBytes(Encoding.UTF8.GetBytes(Login.TrimEnd().PadRight(512) + "\n"));

        (await miner.Read()).GetProperty("result").GetProperty("status").GetString().ShouldBe("OK");
    }

    [Theory]
    [InlineData("\n")]
    [InlineData("")]
    public async Task A_longer_line_is_refused_and_the_connection_closed_whether_it_ends_or_not(string end)
    {
        await using var pool = await TestPool.Start(new StratumLimits { LineBytes = 512 });
        using var miner = await pool.Connect();

        await miner.SendBytes(Encoding.UTF8.GetBytes(Login.TrimEnd().PadRight(513) + end));

        (await miner.ReadLine()).ShouldBe(
            """{"id":null,"jsonrpc":"2.0","error":{"code":-1,"message":"Malformed request: the line is longer than 512 bytes"}}""");
        (await miner.IsClosed()).ShouldBeTrue();
        miner.Dispose();
        await TestPool.Until(() => pool.Metrics["pool.stratum.connections.closed/line-too-long"] == 1);
    }

    [Fact]
    public async Task Lines_before_a_longer_one_are_served()
    {
        await using var pool = await TestPool.Start(new StratumLimits { LineBytes = 512 });
        using var miner = await pool.Connect();

        await miner.SendBytes(Encoding.UTF8.GetBytes(Login + new string('x', 600)));

        (await miner.Read()).GetProperty("result").GetProperty("status").GetString().ShouldBe("OK");
        (await miner.Read()).ErrorText().ShouldStartWith("Malformed request: the line is longer");
    }

    [Fact]
    public async Task Half_a_line_and_a_hang_up_end_the_connection()
    {
        await using var pool = await TestPool.Start();
        using (var miner = await pool.Connect())
        {
            await miner.Send("");
            await miner.SendBytes("{\"id\":1,"u8.ToArray());
        }

        await TestPool.Until(() => pool.Server.Connections == 0 && pool.Metrics["pool.stratum.connections.closed/peer"] == 1);
    }
}
