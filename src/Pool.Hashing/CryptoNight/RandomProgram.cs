using System.Buffers.Binary;

namespace Pool.Hashing.CryptoNight;

/// <summary>Operations of cn/r's programs, with their numbers.</summary>
internal enum RandomOperation
{
    /// <summary>dst *= src</summary>
    Multiply,

    /// <summary>dst += src + constant</summary>
    Add,

    /// <summary>dst -= src</summary>
    Subtract,

    /// <summary>dst = dst rotated right by src</summary>
    RotateRight,

    /// <summary>dst = dst rotated left by src</summary>
    RotateLeft,

    /// <summary>dst ^= src</summary>
    Xor,
}

internal readonly record struct RandomInstruction(RandomOperation Operation, int Destination, int Source, uint Constant);

/// <summary>Generates the random program of a height, as monero's variant4_random_math.h: it is made so that a processor
/// needs 45 cycles for it and a circuit gains little.</summary>
internal sealed class RandomProgram
{
    public const int Registers = 9;

    private const int Variable = 4; // registers that the program changes
    private const int TotalLatency = 45;
    private const int Alus = 3;
    private const int MinimumLength = 60;
    private const int MaximumLength = 70;
    private const int MaximumRetries = 64;
    private const int MaximumPasses = 256;
    private const int MaximumWait = 7; // cycles that a register may stand idle before it is used
    private const int Nothing = 0xFFFFFF;

    private static readonly int[] Latency = [3, 2, 1, 2, 2, 1];
    private static readonly int[] CircuitLatency = [3, 1, 1, 1, 1, 1];
    private static readonly int[] UsableAlus = [1, 3, 3, 3, 3, 3];

    private readonly byte[] _random = new byte[Blake256.HashBytes];
    private readonly List<RandomInstruction> _code = [];
    private readonly int[] _ready = new int[Registers];
    private readonly int[] _circuitReady = new int[Registers];
    private readonly int[] _written = new int[Registers];
    private readonly bool[] _rotated = new bool[Variable];
    private readonly bool[,] _busy = new bool[TotalLatency + 1, Alus];
    private int _position = Blake256.HashBytes;
    private int _rotations;
    private bool _readsLastRegister;

    private RandomProgram(ulong height)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(_random, height);
        _random[20] = 0xDA; // keeps the byte stream apart from other uses of the height
    }

    public static IReadOnlyList<RandomInstruction> Generate(ulong height)
    {
        var program = new RandomProgram(height);
        do
        {
            program.Attempt();
        }
        while (!program._readsLastRegister || program._code.Count is < MinimumLength or > MaximumLength);

        return program._code;
    }

    private void Attempt()
    {
        _code.Clear();
        Array.Clear(_ready);
        Array.Clear(_circuitReady);
        Array.Clear(_rotated);
        Array.Clear(_busy);
        for (var i = 0; i < Registers; i++)
        {
            _written[i] = i < Variable ? i : Nothing;
        }

        _rotations = 0;
        _readsLastRegister = false;
        var retries = 0;
        for (var pass = 0; pass < MaximumPasses && retries < MaximumRetries && _ready.AsSpan(0, Variable).ContainsAnyInRange(0, TotalLatency - 1); pass++)
        {
            var (operation, destination, source) = Draw();
            if (IsUseless(operation, destination, source))
            {
                continue;
            }

            var latency = Latency[(int)operation];
            var (start, alu) = FreeSlot(operation, Math.Max(_ready[destination], _ready[source]));
            if (start > _ready[destination] + MaximumWait)
            {
                continue;
            }

            if (start + latency > TotalLatency)
            {
                retries++;
                continue;
            }

            Append(operation, destination, source, start, alu);
            if (_code.Count >= MinimumLength)
            {
                break;
            }
        }

        FillUpForCircuits();
    }

    private (RandomOperation Operation, int Destination, int Source) Draw()
    {
        var code = NextByte();
        var operation = (code & 7) switch
        {
            < 3 => RandomOperation.Multiply,
            3 => RandomOperation.Add,
            4 => RandomOperation.Subtract,
            5 => (sbyte)NextByte() >= 0 ? RandomOperation.RotateRight : RandomOperation.RotateLeft,
            _ => RandomOperation.Xor,
        };
        var destination = (code >> 3) & 3;
        var source = code >> 5;

        // a + a, a - a and a ^ a lose entropy: they take register 8 instead.
        return operation is RandomOperation.Add or RandomOperation.Subtract or RandomOperation.Xor && source == destination
            ? (operation, destination, Registers - 1)
            : (operation, destination, source);
    }

    /// <summary>Two rotations of one register in a row, or an operation repeated on unchanged values, could be optimised away.</summary>
    private bool IsUseless(RandomOperation operation, int destination, int source) =>
        (IsRotation(operation) && _rotated[destination])
        || (operation != RandomOperation.Multiply
            && (_written[destination] & 0xFFFF00) == ((int)operation << 8) + ((_written[source] & 255) << 16));

    private void Append(RandomOperation operation, int destination, int source, int start, int alu)
    {
        _rotations += IsRotation(operation) ? 1 : 0;
        _busy[start, alu] = true;
        _ready[destination] = start + Latency[(int)operation];
        _circuitReady[destination] = Math.Max(_circuitReady[destination], _circuitReady[source]) + CircuitLatency[(int)operation];
        _rotated[destination] = IsRotation(operation);
        _written[destination] = _code.Count + ((int)operation << 8) + ((_written[source] & 255) << 16);
        _readsLastRegister |= source == Registers - 1;
        uint constant = 0;
        if (operation == RandomOperation.Add)
        {
            _busy[start + 1, alu] = true; // an addition with a constant is two operations of a processor
            constant = NextConstant();
        }

        _code.Add(new RandomInstruction(operation, destination, source, constant));
    }

    private (int Start, int Alu) FreeSlot(RandomOperation operation, int earliest)
    {
        for (var cycle = earliest; cycle < TotalLatency; cycle++)
        {
            for (var alu = UsableAlus[(int)operation] - 1; alu >= 0; alu--)
            {
                var free = !_busy[cycle, alu]
                    && (operation != RandomOperation.Add || !_busy[cycle + 1, alu])
                    && (!IsRotation(operation) || cycle >= _rotations * Latency[(int)operation]);
                if (free)
                {
                    return (cycle, alu);
                }
            }
        }

        return (TotalLatency, 0); // any latency added is too much
    }

    /// <summary>Appends rotations and multiplications of the least and the most delayed register, until a circuit with
    /// unlimited parallelism would need as long as a processor.</summary>
    private void FillUpForCircuits()
    {
        var before = _code.Count;
        var registers = _circuitReady.AsSpan(0, Variable);
        while (_code.Count < MaximumLength && !registers.ContainsAnyInRange(TotalLatency, int.MaxValue))
        {
            var (least, most) = (0, 0);
            for (var i = 1; i < Variable; i++)
            {
                least = registers[i] < registers[least] ? i : least;
                most = registers[i] > registers[most] ? i : most;
            }

            var operation = (_code.Count - before) % 3 == 0 ? RandomOperation.RotateRight : RandomOperation.Multiply;
            _ready[least] = _ready[most] + Latency[(int)operation];
            registers[least] = registers[most] + CircuitLatency[(int)operation];
            _code.Add(new RandomInstruction(operation, least, most, Constant: 0));
        }
    }

    private static bool IsRotation(RandomOperation operation) => operation is RandomOperation.RotateRight or RandomOperation.RotateLeft;

    private byte NextByte()
    {
        Refill(1);
        return _random[_position++];
    }

    private uint NextConstant()
    {
        Refill(sizeof(uint));
        var value = BinaryPrimitives.ReadUInt32LittleEndian(_random.AsSpan(_position));
        _position += sizeof(uint);
        return value;
    }

    private void Refill(int bytes)
    {
        if (_position + bytes > _random.Length)
        {
            Blake256.Hash(_random, _random);
            _position = 0;
        }
    }
}
