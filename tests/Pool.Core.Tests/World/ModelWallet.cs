using Pool.Core.Payouts;

namespace Pool.Core.Tests.World;

/// <summary>
/// A wallet with monero-wallet-rpc's traps: it reserves no inputs, does not know a transaction that only daemons were given
/// until it is mined, and relaying one after it was mined spoils its view of spent outputs.
/// </summary>
internal sealed class ModelWallet(ModelChain chain) : IWallet
{
    private const int CoinbaseLock = 60;
    private const int ChangeLock = 10;

    private readonly HashSet<Hash32> _spent = [];
    private readonly Dictionary<Hash32, ModelTransaction> _own = [];
    private readonly HashSet<Hash32> _relayed = [];
    private readonly Dictionary<Hash32, ModelBlock> _read = [];

    public string Name => "wallet";

    public int MaxDestinations { get; set; } = 15;

    public HashSet<string> BadAddresses { get; } = [];

    /// <summary>Says which address it refuses.</summary>
    public bool NamesBadAddress { get; set; } = true;

    /// <summary>More destinations than this are too large for it.</summary>
    public int FitsDestinations { get; set; } = 15;

    /// <summary>Added to the fee of the next transactions, one after the other.</summary>
    public Queue<long> FeeJumps { get; } = new();

    /// <summary>What becomes of the next calls of Prepare.</summary>
    public Queue<Exception> PrepareFailures { get; } = new();

    /// <summary>Metadata of every relay that reached the wallet.</summary>
    public List<string> Relays { get; } = [];

    public int Rescans { get; private set; }

    public Task<string> GetAddress(CancellationToken cancel) => Task.FromResult("pool");

    public Task<byte[]> GetViewKey(CancellationToken cancel) => Task.FromResult(new byte[32]);

    public Task<WalletBalance> GetBalance(CancellationToken cancel)
    {
        var unspent = Outputs().Where(output => !_spent.Contains(output.KeyImage)).ToList();
        var pendingChange = chain.Mempool.Where(waiting => _relayed.Contains(waiting.Hash)).Sum(waiting => waiting.Change);
        return Task.FromResult(new WalletBalance(
            unspent.Sum(output => output.Amount) + pendingChange,
            unspent.Where(output => output.Unlocked).Sum(output => output.Amount)));
    }

    public Task<PreparedTransaction> Prepare(IReadOnlyList<Destination> destinations, CancellationToken cancel)
    {
        if (PrepareFailures.TryDequeue(out var failure))
        {
            throw failure;
        }

        destinations.ShouldAllBe(destination => destination.Amount > 0);
        if (destinations.FirstOrDefault(destination => BadAddresses.Contains(destination.Address)) is { } bad)
        {
            throw new WalletException(WalletRefusal.BadAddress, "wrong address", NamesBadAddress ? bad.Address : null);
        }

        if (destinations.Count > FitsDestinations)
        {
            throw new WalletException(WalletRefusal.TooLarge, "transaction would be too large");
        }

        var made = Build(destinations, FeeJumps.TryDequeue(out var jump) ? jump : 0);
        return Task.FromResult(Signed(made));
    }

    public Task<PreparedTransaction> PrepareSelfSpend(Hash32 keyImage, CancellationToken cancel)
    {
        var (image, amount, _) = Outputs().FirstOrDefault(
            output => output.KeyImage == keyImage && output.Unlocked && !_spent.Contains(keyImage));
        var fee = FeeOf(1, 1);
        var made = image == keyImage
            ? chain.Make(number => new ModelTransaction(number, [keyImage], [], fee, amount - fee))
            : throw new WalletException(WalletRefusal.NoInputs, "no such unspent output");
        return Task.FromResult(Signed(made));
    }

    public Task Relay(string metadata, CancellationToken cancel)
    {
        Relays.Add(metadata);
        var transaction = _own.Values.Single(own => $"metadata {own.Number}" == metadata);
        if (chain.Find(transaction.Hash).BlockHeight is not null)
        {
            _spent.ExceptWith(transaction.Inputs);
            return Task.CompletedTask;
        }

        if (!chain.Send(transaction.Blob).Taken)
        {
            throw new WalletException(WalletRefusal.RejectedByDaemon, "transaction was rejected by daemon");
        }

        _relayed.Add(transaction.Hash);
        _spent.UnionWith(transaction.Inputs);
        return Task.CompletedTask;
    }

    public Task<WalletTransfer?> FindTransfer(Hash32 transaction, CancellationToken cancel) =>
        Task.FromResult(List().FirstOrDefault(entry => entry.Hash == transaction));

    public Task<IReadOnlyList<WalletTransfer>> ListOutgoing(long fromHeight, CancellationToken cancel) =>
        Task.FromResult<IReadOnlyList<WalletTransfer>>(
            [.. List().Where(entry => entry.State != WalletTransferState.Mined || entry.Height >= fromHeight)]);

    public Task<IReadOnlyList<WalletTransfer>> ListCoinbase(long fromHeight, CancellationToken cancel) =>
        Task.FromResult<IReadOnlyList<WalletTransfer>>(
            [.. chain.Blocks
                .Where(block => block.Paid > 0 && block.Height >= fromHeight)
                .Select(block => new WalletTransfer(
                    block.MinerTransaction,
                    WalletTransferState.Mined,
                    block.Paid,
                    0,
                    block.Height,
                    chain.Height - block.Height,
                    DateTimeOffset.UnixEpoch))]);

    public Task RescanSpent(CancellationToken cancel)
    {
        Rescans++;
        _spent.Clear();
        _spent.UnionWith(chain.Mined.SelectMany(mined => mined.Transaction.Inputs));
        _spent.UnionWith(chain.Mempool.SelectMany(waiting => waiting.Inputs));
        return Task.CompletedTask;
    }

    /// <summary>
    /// Reads blocks that are new and forgets those that are gone: what they spend is spent, or free again. It does not
    /// repair a spoiled view of blocks that it has read, as the real one does not.
    /// </summary>
    public Task Refresh(CancellationToken cancel)
    {
        var now = chain.Blocks.ToDictionary(block => block.Hash);
        foreach (var gone in _read.Values.Where(block => !now.ContainsKey(block.Hash)).ToList())
        {
            _read.Remove(gone.Hash);
            _spent.ExceptWith(gone.Transactions.SelectMany(transaction => transaction.Inputs));
        }

        foreach (var block in chain.Blocks.Where(block => _read.TryAdd(block.Hash, block)))
        {
            _spent.UnionWith(block.Transactions.SelectMany(transaction => transaction.Inputs));
        }

        return Task.CompletedTask;
    }

    /// <summary>A payment that a person makes by hand.</summary>
    public ModelTransaction SendByHand(string address, long amount)
    {
        var made = Build([new Destination(address, amount)], 0);
        _own[made.Hash] = made;
        chain.Send(made.Blob).Taken.ShouldBeTrue();
        _relayed.Add(made.Hash);
        _spent.UnionWith(made.Inputs);
        return made;
    }

    private PreparedTransaction Signed(ModelTransaction made)
    {
        _own[made.Hash] = made;
        return new PreparedTransaction(
            made.Hash, made.Blob, $"metadata {made.Number}", $"key {made.Number}", made.Fee, made.Inputs);
    }

    private ModelTransaction Build(IReadOnlyList<Destination> destinations, long feeJump)
    {
        var amount = destinations.Sum(destination => destination.Amount);
        var free = Outputs().Where(output => !_spent.Contains(output.KeyImage)).ToList();
        var chosen = new List<(Hash32 KeyImage, long Amount)>();
        foreach (var output in free.Where(output => output.Unlocked))
        {
            var fee = FeeOf(chosen.Count, destinations.Count) + feeJump;
            if (chosen.Count > 0 && chosen.Sum(input => input.Amount) >= amount + fee)
            {
                break;
            }

            chosen.Add((output.KeyImage, output.Amount));
        }

        var total = chosen.Sum(input => input.Amount);
        var finalFee = FeeOf(chosen.Count, destinations.Count) + feeJump;
        if (total < amount + finalFee)
        {
            throw new WalletException(
                free.Sum(output => output.Amount) >= amount + finalFee ? WalletRefusal.NotEnoughUnlocked : WalletRefusal.NotEnoughMoney,
                "not enough money");
        }

        return chain.Make(number => new ModelTransaction(
            number, [.. chosen.Select(input => input.KeyImage)], [.. destinations], finalFee, total - amount - finalFee));
    }

    private static long FeeOf(int inputs, int outputs) => 1_000 + (300L * inputs) + (101L * outputs);

    /// <summary>Coinbases and change on the chain, oldest first.</summary>
    private List<(Hash32 KeyImage, long Amount, bool Unlocked)> Outputs() =>
        [.. chain.Blocks.SelectMany(block => OutputsOf(block))];

    private IEnumerable<(Hash32 KeyImage, long Amount, bool Unlocked)> OutputsOf(ModelBlock block)
    {
        if (block.Paid > 0)
        {
            yield return (
                ModelTransaction.Named($"image of {block.Hash}"), block.Paid, chain.Height >= block.Height + CoinbaseLock);
        }

        foreach (var own in block.Transactions.Where(own => own.Change > 0))
        {
            yield return (
                ModelTransaction.Named($"image of change {own.Number}"), own.Change, chain.Height >= block.Height + ChangeLock);
        }
    }

    private IEnumerable<WalletTransfer> List()
    {
        foreach (var (transaction, height) in chain.Mined)
        {
            yield return new WalletTransfer(
                transaction.Hash, WalletTransferState.Mined, transaction.Amount, transaction.Fee, height, chain.Height - height,
                DateTimeOffset.UnixEpoch);
        }

        foreach (var hash in _relayed.Where(hash => chain.Find(hash).BlockHeight is null))
        {
            var state = chain.Find(hash).InPool ? WalletTransferState.Pending : WalletTransferState.Failed;
            var own = _own[hash];
            yield return new WalletTransfer(hash, state, own.Amount, own.Fee, 0, 0, DateTimeOffset.UnixEpoch);
        }
    }
}
