using System.Runtime.CompilerServices;

namespace Pool.Hashing.Argon2;

/// <summary>The function G of Argon2 (RFC 9106, 3.5) on blocks of 1 KiB.</summary>
/// <remarks>A block is 8 rows of 16 words. The eight permutations of a pass are independent of each other, so they run
/// side by side, one a lane: a vector holds the same word of neighbouring rows, and no word ever changes its lane inside
/// a permutation. Blocks are kept in that order in memory, word k of row r at 8k + r; only what enters and leaves the
/// memory is reordered (<see cref="Place"/>).</remarks>
internal static unsafe class Argon2Block
{
    public const int Words = 128;
    public const int Bytes = Words * sizeof(ulong);

    private const int Rows = 8;
    private const int RowWords = Words / Rows;

    /// <summary>Where word <paramref name="index"/> of the definition's order is kept.</summary>
    public static int Place(int index) => (index % RowWords * Rows) + (index / RowWords);

    /// <summary>target = G(previous, reference), with the target's old content added if <paramref name="accumulate"/>.</summary>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Mix<TLanes>(ulong* previous, ulong* reference, ulong* target, bool accumulate)
        where TLanes : struct, ILanes<TLanes>
    {
        var rows = stackalloc ulong[Words];
        var columns = stackalloc ulong[Words];
        for (var i = 0; i < Words; i += TLanes.Width)
        {
            var input = TLanes.Xor(TLanes.Load(previous + i), TLanes.Load(reference + i));
            TLanes.Store(input, rows + i);
            TLanes.Store(accumulate ? TLanes.Xor(input, TLanes.Load(target + i)) : input, target + i);
        }

        Permute<TLanes>(rows);
        Transpose<TLanes>(rows, columns);
        Permute<TLanes>(columns);
        Transpose<TLanes>(columns, rows);
        for (var i = 0; i < Words; i += TLanes.Width)
        {
            TLanes.Store(TLanes.Xor(TLanes.Load(target + i), TLanes.Load(rows + i)), target + i);
        }
    }

    /// <summary>Eight permutations P at once.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Permute<TLanes>(ulong* words)
        where TLanes : struct, ILanes<TLanes>
    {
        for (var lane = 0; lane < Rows; lane += TLanes.Width)
        {
            var at = words + lane;
            var v0 = TLanes.Load(at);
            var v1 = TLanes.Load(at + (1 * Rows));
            var v2 = TLanes.Load(at + (2 * Rows));
            var v3 = TLanes.Load(at + (3 * Rows));
            var v4 = TLanes.Load(at + (4 * Rows));
            var v5 = TLanes.Load(at + (5 * Rows));
            var v6 = TLanes.Load(at + (6 * Rows));
            var v7 = TLanes.Load(at + (7 * Rows));
            var v8 = TLanes.Load(at + (8 * Rows));
            var v9 = TLanes.Load(at + (9 * Rows));
            var v10 = TLanes.Load(at + (10 * Rows));
            var v11 = TLanes.Load(at + (11 * Rows));
            var v12 = TLanes.Load(at + (12 * Rows));
            var v13 = TLanes.Load(at + (13 * Rows));
            var v14 = TLanes.Load(at + (14 * Rows));
            var v15 = TLanes.Load(at + (15 * Rows));
            Mix(ref v0, ref v4, ref v8, ref v12);
            Mix(ref v1, ref v5, ref v9, ref v13);
            Mix(ref v2, ref v6, ref v10, ref v14);
            Mix(ref v3, ref v7, ref v11, ref v15);
            Mix(ref v0, ref v5, ref v10, ref v15);
            Mix(ref v1, ref v6, ref v11, ref v12);
            Mix(ref v2, ref v7, ref v8, ref v13);
            Mix(ref v3, ref v4, ref v9, ref v14);
            TLanes.Store(v0, at);
            TLanes.Store(v1, at + (1 * Rows));
            TLanes.Store(v2, at + (2 * Rows));
            TLanes.Store(v3, at + (3 * Rows));
            TLanes.Store(v4, at + (4 * Rows));
            TLanes.Store(v5, at + (5 * Rows));
            TLanes.Store(v6, at + (6 * Rows));
            TLanes.Store(v7, at + (7 * Rows));
            TLanes.Store(v8, at + (8 * Rows));
            TLanes.Store(v9, at + (9 * Rows));
            TLanes.Store(v10, at + (10 * Rows));
            TLanes.Store(v11, at + (11 * Rows));
            TLanes.Store(v12, at + (12 * Rows));
            TLanes.Store(v13, at + (13 * Rows));
            TLanes.Store(v14, at + (14 * Rows));
            TLanes.Store(v15, at + (15 * Rows));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Mix<TLanes>(ref TLanes a, ref TLanes b, ref TLanes c, ref TLanes d)
        where TLanes : struct, ILanes<TLanes>
    {
        a = TLanes.MultiplyAdd(a, b);
        d = TLanes.RotateRight32(TLanes.Xor(d, a));
        c = TLanes.MultiplyAdd(c, d);
        b = TLanes.RotateRight24(TLanes.Xor(b, c));
        a = TLanes.MultiplyAdd(a, b);
        d = TLanes.RotateRight16(TLanes.Xor(d, a));
        c = TLanes.MultiplyAdd(c, d);
        b = TLanes.RotateRight63(TLanes.Xor(b, c));
    }

    /// <summary>From rows to columns and back. Column c is the words 2c and 2c + 1 of every row, so the even words and the
    /// odd ones are two squares of 8 x 8, each transposed in pieces of Width x Width.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Transpose<TLanes>(ulong* from, ulong* to)
        where TLanes : struct, ILanes<TLanes>
    {
        const int Stride = 2 * Rows;
        for (var odd = 0; odd < Stride; odd += Rows)
        {
            for (var row = 0; row < Rows; row += TLanes.Width)
            {
                for (var column = 0; column < Rows; column += TLanes.Width)
                {
                    TLanes.Transpose(from + odd + (row * Stride) + column, to + odd + (column * Stride) + row, Stride);
                }
            }
        }
    }
}
