using System.Globalization;
using System.Text.Json;
using Pool.Demo.Miner;
using Pool.Demo.Regtest;
using Pool.Hashing;

namespace Pool.Demo.Story;

/// <summary>
/// The whole story on loopback: a primed chain, two miners, a block found, matured, credited, paid, and the miners' wallets
/// agreeing with the pool's books to the atomic unit.
/// </summary>
public sealed class Story(string program, TempFolder folder, Narrator narrator) : IAsyncDisposable
{
    /// <summary>75 blocks are the least at which a ring of 16 can be made (60 to unlock, 16 outputs); a few more for comfort.</summary>
    private const int PrimeBlocks = 80;

    /// <summary>A block a dozen seconds at the 30 hashes a second of two cores that also check every share.</summary>
    private const long MiningDifficulty = 300;

    /// <summary>About a dozen shares a block.</summary>
    private const long ShareDifficulty = 25;

    /// <summary>The coinbase's lock, and one more so that the pool sees it pass.</summary>
    private const int MaturityBlocks = 61;

    /// <summary>What the pool waits for before a payout is confirmed, and one more.</summary>
    private const int ConfirmBlocks = 11;

    private readonly int[] _ports = FreePorts.Take(2);
    private readonly PowEngine _engine = new();
    private readonly HttpClient _http = new();
    private readonly Dictionary<string, string> _addresses = [];
    private RegtestDaemon? _daemon;
    private RegtestWallet? _poolWallet;
    private RegtestWallet? _minerWallets;
    private PoolProcess? _pool;
    private MiningCrew? _crew;

    private Uri Page => new($"http://127.0.0.1:{_ports[1]}/");

    /// <exception cref="StageException">A stage failed or took too long.</exception>
    public async Task Tell(CancellationToken cancel)
    {
        await narrator.Stage("wallets", Seconds(90), StartWallets, cancel);
        await narrator.Stage("prime the chain", Seconds(120), Prime, cancel);
        await narrator.Stage("start the pool", Seconds(90), StartPool, cancel);
        var block = await narrator.Stage("find a block", Seconds(180), FindBlock, cancel);
        await narrator.Stage("mature and credit", Seconds(120), limited => Mature(block, limited), cancel);
        await narrator.Stage("pay", Seconds(120), Pay, cancel);
        await narrator.Stage("compare wallets and books", Seconds(60), Compare, cancel);
        narrator.TellStages();
    }

    /// <summary>The pool's last log lines, for the story of a failure.</summary>
    public string PoolLog => _pool?.Tail() ?? "";

    /// <summary>Goes on mining, for whoever wants to look or to point a miner of their own at it.</summary>
    public async Task Stay(CancellationToken cancel)
    {
        await _daemon!.Restart(MiningDifficulty, cancel);
        while (await NetworkDifficulty(cancel) != MiningDifficulty)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(100), cancel);
        }

        _crew = StartCrew();
        narrator.Tell($"the page: {Page}");
        narrator.Tell(string.Create(
            CultureInfo.InvariantCulture,
            $"your own miner: xmrig -o 127.0.0.1:{_ports[0]} -u {_addresses["alice"]}.me -a rx/0 --donate-level 0"));
        narrator.Tell("Ctrl-C ends it and leaves nothing behind");
        var gone = await _pool!.WaitForExit(cancel);
        throw new StageException("stay", $"the pool ended with code {gone}");
    }

    public async ValueTask DisposeAsync()
    {
        if (_crew is not null)
        {
            await _crew.DisposeAsync();
        }

        foreach (var part in new IAsyncDisposable?[] { _pool, _minerWallets, _poolWallet, _daemon })
        {
            if (part is not null)
            {
                await part.DisposeAsync();
            }
        }

        _engine.Dispose();
        _http.Dispose();
    }

    private async Task StartWallets(CancellationToken cancel)
    {
        narrator.Tell("starting monerod (regtest, loopback) and two monero-wallet-rpc");
        _daemon = await RegtestDaemon.Start(folder.Sub("daemon"), difficulty: 1, cancel: cancel);
        _poolWallet = await RegtestWallet.Start(folder.Sub("pool-wallet"), _daemon, cancel: cancel);
        _minerWallets = await RegtestWallet.Start(folder.Sub("miner-wallets"), _daemon, cancel: cancel);
        var pool = _poolWallet.Create("pool", cancel);
        foreach (var name in new[] { "nobody", "alice", "bob" })
        {
            _addresses[name] = await _minerWallets.Create(name, cancel);
        }

        _addresses["pool"] = await pool;
    }

    private async Task Prime(CancellationToken cancel)
    {
        narrator.Tell($"priming the chain with {PrimeBlocks} blocks to a wallet of nobody's");
        await _daemon!.GenerateBlocks(_addresses["nobody"], PrimeBlocks, Progress("primed", PrimeBlocks), cancel);
        await _daemon.Restart(MiningDifficulty, cancel);
        narrator.Tell($"the chain is primed; from now on a block takes {MiningDifficulty} hashes");
    }

    private async Task StartPool(CancellationToken cancel)
    {
        var configuration = Path.Combine(folder.Path, "pool.json");
        await File.WriteAllTextAsync(configuration, Configuration(), cancel);
        _pool = PoolProcess.Start(program, configuration);
        while (!await Answers(new Uri(Page, "health/ready"), cancel))
        {
            if (_pool.HasExited)
            {
                throw new IOException("the pool ended");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(100), cancel);
        }

        narrator.Tell($"the pool is up: stratum on 127.0.0.1:{_ports[0]}, page on {Page}");
    }

    /// <returns>The hash of a block whose work came from both miners.</returns>
    private async Task<string> FindBlock(CancellationToken cancel)
    {
        narrator.Tell("two miners start: alice at full speed, bob at a third (RandomX cache first, half a second)");
        _crew = StartCrew();
        while (true)
        {
            var found = await Next(happened => happened.Name is "block-found" or "block-frozen", cancel);
            if (found.Name == "block-found")
            {
                narrator.Tell($"block found: height {found.Text("Height")}, {found.Text("Hash")}, by {found.Text("Finder")}");
            }
            else
            {
                narrator.Tell($"its work is kept: effort {found.Text("Effort")}, {found.Text("Accounts")} accounts");
                if (found.Text("Accounts") == "2")
                {
                    await _crew.DisposeAsync();
                    _crew = null;
                    return found.Text("Hash");
                }
            }
        }
    }

    private async Task Mature(string block, CancellationToken cancel)
    {
        narrator.Tell($"maturing it: {MaturityBlocks} blocks to nobody at difficulty 1; the pool loses its node for a moment");
        await _daemon!.Restart(difficulty: 1, cancel);
        await _daemon.GenerateBlocks(_addresses["nobody"], MaturityBlocks, Progress("matured", MaturityBlocks), cancel);
        PoolEvent credited;
        do
        {
            credited = await Next(happened => happened.Name == "block-credited", cancel);
        }
        while (credited.Text("Hash") != block);
        narrator.Tell($"block {credited.Text("Height")} matured: {credited.Text("Reward")} atomic units to share out");
        foreach (var name in new[] { "alice", "bob" })
        {
            narrator.Tell($"credited to {name}: {await Earned(name, cancel)} atomic units");
        }
    }

    private async Task Pay(CancellationToken cancel)
    {
        var seen = false;
        while (true)
        {
            var moved = await Next(happened => happened.Name is "payout" or "payouts-held", cancel);
            if (moved.Name == "payouts-held")
            {
                throw new IOException($"the pool paused payouts: {moved.Text("Reason")}");
            }

            switch (moved.Text("State"))
            {
                case "Prepared":
                    narrator.Tell($"payout prepared: {moved.Text("Payees")} payees, {moved.Text("Gross")} gross, network fee {moved.Text("Fee")}");
                    break;
                case "RelayStarted":
                    narrator.Tell($"payout relayed: {moved.Text("Transaction")}");
                    break;
                case "Seen" when !seen:
                    seen = true;
                    narrator.Tell("payout seen by the node; confirming it");
                    await _daemon!.GenerateBlocks(_addresses["nobody"], ConfirmBlocks, cancel: cancel);
                    break;
                case "Confirmed":
                    narrator.Tell("payout confirmed");
                    return;
                default:
                    break;
            }
        }
    }

    private async Task Compare(CancellationToken cancel)
    {
        foreach (var name in new[] { "alice", "bob" })
        {
            await _minerWallets!.Open(name, cancel);
            var wallet = await _minerWallets.Balance(cancel);
            var books = await Atomic(name, "paidAtomic", cancel);
            narrator.Tell(string.Create(
                CultureInfo.InvariantCulture, $"{name}'s wallet holds {wallet} atomic units ({Coins.Show(wallet)}); the pool's books say {books}"));
            if (wallet != books)
            {
                throw new IOException($"{name}'s wallet and the pool's books differ by {wallet - books} atomic units");
            }
        }
    }

    private MiningCrew StartCrew() => new(
        [
            new MinerSettings("alice", "127.0.0.1", _ports[0], _addresses["alice"] + ".demo", 100),
            new MinerSettings("bob", "127.0.0.1", _ports[0], _addresses["bob"] + ".demo", 33),
        ],
        _engine,
        narrator);

    private async Task<PoolEvent> Next(Predicate<PoolEvent> wanted, CancellationToken cancel)
    {
        await foreach (var happened in _pool!.Events.ReadAllAsync(cancel))
        {
            if (wanted(happened))
            {
                return happened;
            }
        }

        throw new IOException("the pool ended");
    }

    private async Task<long> Earned(string name, CancellationToken cancel) =>
        await Atomic(name, "confirmedAtomic", cancel)
        + await Atomic(name, "inPayoutAtomic", cancel)
        + await Atomic(name, "paidAtomic", cancel);

    private async Task<long> Atomic(string name, string field, CancellationToken cancel)
    {
        var answer = await _http.GetStringAsync(new Uri(Page, $"api/v1/pools/xmr/miners/{_addresses[name]}"), cancel);
        using var document = JsonDocument.Parse(answer);
        return long.Parse(
            document.RootElement.GetProperty("balance").GetProperty(field).GetString()!, CultureInfo.InvariantCulture);
    }

    /// <summary>Of the work that the pool gives out now.</summary>
    private async Task<long> NetworkDifficulty(CancellationToken cancel)
    {
        var answer = await _http.GetStringAsync(new Uri(Page, "api/v1/pools/xmr"), cancel);
        using var document = JsonDocument.Parse(answer);
        return long.Parse(
            document.RootElement.GetProperty("network").GetProperty("difficulty").GetString()!, CultureInfo.InvariantCulture);
    }

    private async Task<bool> Answers(Uri address, CancellationToken cancel)
    {
        try
        {
            using var answer = await _http.GetAsync(address, cancel);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private Progress Progress(string what, int total) => new(done => narrator.Tell($"  {what} {done} of {total}"), total);

    private string Configuration() => JsonSerializer.Serialize(new
    {
        pool = new { id = "xmr", name = "Demo pool", coin = "monero", network = "regtest" },
        store = new { path = Path.Combine(folder.Path, "pool.db") },
        daemons = new[] { new { url = _daemon!.Rpc.Url, zmq = _daemon.ZmqEndpoint } },
        wallet = new { url = _poolWallet!.Rpc.Url, address = _addresses["pool"] },
        stratum = new { publicHost = "127.0.0.1", ports = new[] { new { address = "127.0.0.1", port = _ports[0], difficulty = ShareDifficulty, description = "demo" } } },
        web = new { address = "127.0.0.1", port = _ports[1] },
        payouts = new { minimumAtomic = 1_000_000_000, intervalSeconds = 2, confirmations = 10 },
        hashing = new { threads = 1 },
        log = new { format = "json" },
    });

    private static TimeSpan Seconds(int seconds) => TimeSpan.FromSeconds(seconds);
}
