using Pool.Core.Blocks;
using Pool.Core.Ledger;
using Pool.Core.Payouts;
using Pool.Core.Stats;
using Pool.Core.Templates;
using Pool.Testing;

namespace Pool.Core.Tests.World;

/// <summary>A chain, its nodes, a wallet and the pool's books: what is left of the world when the pool's process dies.</summary>
internal sealed class ModelPool
{
    public const int Maturity = 60;

    public ModelPool(int daemons = 2)
    {
        Clock = new FakeClock();
        Tags = new PoolTags(new byte[32], "model");
        Reader = new ModelCoinbaseReader(Tags.PoolTag);
        Chain.Mine(100);
        Daemons = [.. Enumerable.Range(1, daemons).Select(number => new ModelDaemon($"node{number}", Chain))];
        Wallet = new ModelWallet(Chain);
        Journal = new ModelJournal(Ledger);
        Store = new ModelPayoutStore(Ledger, Clock);
        Books = new ModelBooks(Ledger, Journal, Store);
    }

    public FakeClock Clock { get; }

    public ModelChain Chain { get; } = new();

    public IReadOnlyList<ModelDaemon> Daemons { get; }

    public ModelWallet Wallet { get; }

    public ModelLedger Ledger { get; } = new();

    public ModelJournal Journal { get; }

    public ModelPayoutStore Store { get; }

    public ModelBooks Books { get; }

    public PoolTags Tags { get; }

    public ModelCoinbaseReader Reader { get; }

    public EventLog Events { get; } = new();

    public UnlockerOptions UnlockerOptions { get; init; } = new() { MaturityBlocks = Maturity, FeeBasisPoints = 100 };

    public PayerOptions PayerOptions { get; init; } = new() { MinimumPayout = 10_000, MaxPayees = 4 };

    public HealthBoard Health { get; } = new();

    /// <summary>A miner with an account.</summary>
    public string AddMiner(long account, string? address = null)
    {
        Store.Miners.Add(account, address ?? $"miner{account}");
        Journal.Addresses.Add(Store.Miners[account]);
        return Store.Miners[account];
    }

    /// <summary>A block of the pool's on the tip, not in the books yet.</summary>
    public ModelBlock MineOwn(long paid, string? finder = null)
    {
        var block = Chain.Next(paid, Tags.PoolTag, finder is null ? 0 : Tags.AccountTag(finder));
        Chain.Accept(block).ShouldBeTrue();
        return block;
    }

    /// <summary>Miners with work and a mature, credited block for them; needs nothing but the unlocker.</summary>
    public async Task EarnAsync(long reward, params (long Account, long Work)[] work)
    {
        foreach (var (account, amount) in work)
        {
            if (!Store.Miners.ContainsKey(account))
            {
                AddMiner(account);
            }

            Journal.AddWork(account, amount);
        }

        var block = MineOwn(reward);
        Journal.AddCandidate(block, "miner1");
        Chain.Mine(Maturity);
        (await Unlocker().Step(default)).Problems.ShouldBeEmpty();
        Journal.Blocks[block.Hash].State.ShouldBe(BlockState.Credited);
    }

    public Unlocker Unlocker(Faults? faults = null)
    {
        faults ??= new Faults();
        return new Unlocker(
            faults.Around<IBlockJournal>(Journal),
            faults.Around<IPayoutStore>(Store),
            [.. Daemons.Select(daemon => faults.Around<Pool.Core.Chain.IDaemon>(daemon))],
            Reader,
            UnlockerOptions,
            Events,
            Health);
    }

    public CoinbaseScan Scan(Faults? faults = null)
    {
        faults ??= new Faults();
        return new CoinbaseScan(
            faults.Around<IBlockJournal>(Journal),
            [.. Daemons.Select(daemon => faults.Around<Pool.Core.Chain.IDaemon>(daemon))],
            Reader,
            Tags,
            faults.Around<IWallet>(Wallet),
            new CoinbaseScanOptions { MaturityBlocks = Maturity },
            Events,
            Health);
    }

    public Payer Payer(string holder, Faults? faults = null)
    {
        return new Payer(holder, PayerPorts(faults ?? new Faults()), PayerOptions, Clock, Health);
    }

    public PayoutCancellation Cancellation(string holder = "person", Faults? faults = null) =>
        new(holder, PayerPorts(faults ?? new Faults()), PayerOptions, Clock);

    private PayerPorts PayerPorts(Faults faults) => new(
        faults.Around<IPayoutStore>(Store),
        faults.Around<IWallet>(Wallet),
        [.. Daemons.Select(daemon => faults.Around<Pool.Core.Chain.IDaemon>(daemon))],
        faults.Around<ILedger>(Books),
        faults.Around<IBlockJournal>(Journal),
        address => address.StartsWith("integrated", StringComparison.Ordinal),
        Events);

    /// <summary>A payer that holds the lease and has waited out its predecessor.</summary>
    public async Task<Payer> ReadyPayerAsync(string holder = "payer", Faults? faults = null)
    {
        var payer = Payer(holder, faults);
        (await payer.Run(default)).Outcome.ShouldBe(PayoutRunOutcome.WaitingOut);
        Clock.Advance(PayerOptions.LongestDeadline);
        return payer;
    }

    public Task<AuditReport> AuditAsync() =>
        new Audit(new AuditPorts(Books, Journal, Store, Books, Wallet, Daemons, Reader)).Run(default);

    /// <summary>The miner's free balance in the books.</summary>
    public long BalanceOf(long account) => Ledger.Balance(Accounts.Miner(account));

    /// <summary>What the chain has paid to an address.</summary>
    public long ReceivedBy(string address) => Chain.Mined
        .SelectMany(mined => mined.Transaction.Destinations)
        .Where(destination => destination.Address == address)
        .Sum(destination => destination.Amount);
}
