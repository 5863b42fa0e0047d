using Pool.Core.Chain;

namespace Pool.Core.Tests.World;

/// <summary>One chain with its mempool: a transaction whose inputs are spent is refused, a mined one stays until a reorganisation.</summary>
internal sealed class ModelChain
{
    /// <summary>Every transaction that was ever made, by number: the model's way from bytes to transaction.</summary>
    private readonly Dictionary<int, ModelTransaction> _made = [];
    private int _salt;

    public List<ModelBlock> Blocks { get; } = [];

    public List<ModelTransaction> Mempool { get; } = [];

    /// <summary>Height of the next block.</summary>
    public long Height => Blocks.Count;

    public Hash32 Tip => Blocks.Count == 0 ? default : Blocks[^1].Hash;

    public IEnumerable<(ModelTransaction Transaction, long Height)> Mined =>
        Blocks.SelectMany(block => block.Transactions.Select(transaction => (transaction, block.Height)));

    /// <summary>In blocks and mempool.</summary>
    public IEnumerable<ModelTransaction> Known => Mined.Select(mined => mined.Transaction).Concat(Mempool);

    public ModelTransaction Make(Func<int, ModelTransaction> make)
    {
        var made = make(_made.Count + 1);
        _made.Add(made.Number, made);
        return made;
    }

    public ModelBlock Next(long paid = 0, ulong tag = 0, ulong accountTag = 0) =>
        new(Height, Tip, paid, tag, accountTag, $"salt {++_salt}");

    /// <summary>Takes a block on the tip; false for one that does not fit there.</summary>
    public bool Accept(ModelBlock block)
    {
        if (block.Height != Height || block.Previous != Tip)
        {
            return false;
        }

        Blocks.Add(block with { Transactions = [.. Mempool] });
        Mempool.Clear();
        return true;
    }

    public void Mine(int blocks)
    {
        for (var i = 0; i < blocks; i++)
        {
            Accept(Next()).ShouldBeTrue();
        }
    }

    /// <summary>Replaces the last blocks by as many strangers' ones and one more; their transactions go back to the mempool, or are lost.</summary>
    public void Reorganise(int blocks, bool keepTransactions)
    {
        blocks = Math.Min(blocks, Blocks.Count - 1);
        var gone = Blocks.TakeLast(blocks).SelectMany(block => block.Transactions).ToList();
        Blocks.RemoveRange(Blocks.Count - blocks, blocks);
        var waiting = Mempool.ToList();
        Mempool.Clear();
        Mine(blocks + 1);
        if (keepTransactions)
        {
            foreach (var transaction in gone.Concat(waiting))
            {
                Send(transaction.Blob);
            }
        }
    }

    public SendResult Send(ReadOnlyMemory<byte> blob)
    {
        var transaction = _made[BitConverter.ToInt32(blob.Span)];
        if (Find(transaction.Hash).Known)
        {
            return new SendResult(false, null);
        }

        if (transaction.Inputs.Any(input => StateOf(input) != KeyImageState.Unspent))
        {
            return new SendResult(true, "double spend");
        }

        Mempool.Add(transaction);
        return new SendResult(false, null);
    }

    public TransactionPlace Find(Hash32 hash) =>
        new(Mempool.Any(transaction => transaction.Hash == hash), HeightOf(hash));

    public KeyImageState StateOf(Hash32 keyImage) =>
        Mined.Any(mined => mined.Transaction.Inputs.Contains(keyImage)) ? KeyImageState.SpentInBlock
        : Mempool.Any(waiting => waiting.Inputs.Contains(keyImage)) ? KeyImageState.SpentInPool
        : KeyImageState.Unspent;

    private long? HeightOf(Hash32 hash)
    {
        foreach (var (transaction, height) in Mined)
        {
            if (transaction.Hash == hash)
            {
                return height;
            }
        }

        return null;
    }
}
