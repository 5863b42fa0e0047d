using System.Text;
using System.Text.Json;

namespace Pool.Stratum.Tests;

/// <summary>
/// A corpus of lines that no honest miner sends, in HostileLines.txt: what the answer's error must begin with (a tab) the
/// line, where \xHH stands for one byte. The id of the answer is 5 when the line has one that can be read, else null.
/// </summary>
public sealed class HostileLineTests
{
    [Fact]
    public async Task Each_hostile_line_gets_its_answer_and_the_server_goes_on()
    {
        await using var pool = await TestPool.Start(new StratumLimits { MalformedLines = 1_000_000 });
        using var miner = await pool.LoggedIn();
        var lines = Corpus();
        lines.Count.ShouldBeGreaterThan(60);

        foreach (var (expected, bytes, text) in lines)
        {
            await miner.SendBytes(bytes);
            await miner.SendBytes("\n"u8.ToArray());
            var reply = await miner.Read();
            reply.ErrorText().ShouldStartWith(expected, Case.Sensitive, text);
            var id = reply.GetProperty("id");
            (id.ValueKind == JsonValueKind.Null || id.ToString() == "5").ShouldBeTrue(text);
        }

        (await miner.Share(miner.Job, miner.Job.Find())).ShouldBeOk();
    }

    [Fact]
    public async Task Too_many_malformed_lines_close_the_connection()
    {
        await using var pool = await TestPool.Start(new StratumLimits { MalformedLines = 3 });
        using var miner = await pool.LoggedIn();

        for (var i = 0; i < 3; i++)
        {
            await miner.Send("no json");
            (await miner.Read()).ErrorText().ShouldStartWith("Malformed request: not JSON");
        }

        (await miner.IsClosed()).ShouldBeTrue();
        miner.Dispose();
        await TestPool.Until(() => pool.Metrics["pool.stratum.connections.closed/malformed-lines"] == 1);
        pool.Metrics["pool.stratum.lines.malformed"].ShouldBe(3);
    }

    [Fact]
    public async Task One_malformed_line_less_does_not()
    {
        await using var pool = await TestPool.Start(new StratumLimits { MalformedLines = 3 });
        using var miner = await pool.LoggedIn();

        for (var i = 0; i < 2; i++)
        {
            await miner.Send("no json");
            await miner.Read();
        }

        (await miner.Share(miner.Job, miner.Job.Find())).ShouldBeOk();
    }

    [Fact]
    public async Task An_id_that_was_read_before_the_line_broke_is_answered()
    {
        await using var pool = await TestPool.Start();
        using var miner = await pool.Connect();

        await miner.Send("{\"id\":5,\"method\":");

        (await miner.Read()).GetProperty("id").GetInt32().ShouldBe(5);
    }

    /// <summary>Seeded mutations of honest lines: whatever comes of them, every byte is answered or the connection closed.</summary>
    [Fact]
    public async Task Mutated_lines_never_end_the_server()
    {
        const int Seed = 20260101;
        const int Lines = 3000;
        var random = new Random(Seed);
        await using var pool = await TestPool.Start(new StratumLimits { MalformedLines = 1_000_000 });
        using var honest = await pool.LoggedIn();
        using var miner = await pool.LoggedIn();
        var (nonce, result) = miner.Job.Find();
        string[] seeds =
        [
            miner.ShareLine("5", miner.Job, nonce, result),
            """{"id":5,"jsonrpc":"2.0","method":"login","params":{"login":"good.x","pass":"x","agent":"a","algo":["rx/0"]}}""",
            $$$"""{"id":5,"method":"keepalived","params":{"id":"{{{miner.Session}}}"}}""",
        ];

        for (var n = 0; n < Lines; n++)
        {
            var line = Mutate(Encoding.UTF8.GetBytes(seeds[random.Next(seeds.Length)]), random);
            await miner.SendBytes(line);
            await miner.SendBytes("\n"u8.ToArray());
            var reply = await miner.Read();
            reply.TryGetProperty("id", out _).ShouldBeTrue($"seed {Seed}, line {n}: {Encoding.Latin1.GetString(line)}");
        }

        (await honest.Share(honest.Job, honest.Job.Find())).ShouldBeOk();
    }

    private static byte[] Mutate(byte[] line, Random random)
    {
        var bytes = line.ToList();
        for (var changes = random.Next(1, 4); changes > 0; changes--)
        {
            var at = random.Next(bytes.Count);
            switch (random.Next(3))
            {
                case 0:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 1:
                    bytes.RemoveAt(at);
                    break;
                default:
                    bytes.Insert(at, (byte)random.Next(256));
                    break;
            }
        }

        // A line stays one line that has something in it.
        return [.. bytes.Where(b => b != '\n').DefaultIfEmpty((byte)'x').Prepend((byte)' ').Append((byte)' ')];
    }

    private static List<(string Expected, byte[] Bytes, string Text)> Corpus()
    {
        var corpus = new List<(string, byte[], string)>();
        foreach (var entry in File.ReadLines(Path.Combine(AppContext.BaseDirectory, "HostileLines.txt")))
        {
            if (entry.Length == 0 || entry[0] == '#')
            {
                continue;
            }

            var parts = entry.Split('\t');
            corpus.Add((parts[0], Bytes(parts[1]), parts[1]));
        }

        corpus.Add(("Malformed request: a request must be", Encoding.ASCII.GetBytes(new string('[', 10_000)), "deep arrays"));
        corpus.Add(("Malformed request: not JSON", Encoding.ASCII.GetBytes("{\"id\":5,\"params\":" + string.Concat(Enumerable.Repeat("{\"a\":", 2000))), "deep objects"));
        corpus.Add(("Malformed request: id must be", Encoding.ASCII.GetBytes("{\"id\":" + new string('9', 10_000) + "}"), "a long number"));
        corpus.Add(("Malformed request: params.login is longer", Encoding.ASCII.GetBytes(
            "{\"id\":5,\"method\":\"login\",\"params\":{\"login\":\"" + new string('4', 10_000) + "\"}}"), "a long login"));
        corpus.Add(("Malformed request: params.algo", Encoding.ASCII.GetBytes(
            "{\"id\":5,\"method\":\"login\",\"params\":{\"algo\":[" + string.Join(',', Enumerable.Repeat("\"a\"", 200)) + "]}}"), "many algorithms"));
        return corpus;
    }

    private static byte[] Bytes(string text)
    {
        var bytes = new List<byte>();
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\\' && i + 3 < text.Length && text[i + 1] == 'x')
            {
                bytes.Add(Convert.ToByte(text.Substring(i + 2, 2), 16));
                i += 3;
            }
            else
            {
                bytes.AddRange(Encoding.UTF8.GetBytes(text, i, 1));
            }
        }

        return [.. bytes];
    }
}
