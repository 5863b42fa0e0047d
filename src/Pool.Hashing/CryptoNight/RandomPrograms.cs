namespace Pool.Hashing.CryptoNight;

/// <summary>Compiled programs of cn/r by height, shared by all threads.</summary>
internal sealed class RandomPrograms
{
    // 8: two coins at a time, each with the current height, the next one, and the two before it for late shares.
    private const int Limit = 8;

    private readonly Lock _gate = new();
    private readonly Dictionary<ulong, RandomMath> _byHeight = [];
    private readonly Queue<ulong> _oldestFirst = new();

    public int Count => _byHeight.Count;

    public RandomMath Get(ulong height)
    {
        lock (_gate)
        {
            if (_byHeight.TryGetValue(height, out var known))
            {
                return known;
            }

            if (_oldestFirst.Count == Limit)
            {
                _byHeight.Remove(_oldestFirst.Dequeue());
            }

            // Compiled under the lock, a few milliseconds: the other threads most likely want the same height.
            var program = RandomProgramCompiler.Compile(RandomProgram.Generate(height));
            _byHeight.Add(height, program);
            _oldestFirst.Enqueue(height);
            return program;
        }
    }
}
