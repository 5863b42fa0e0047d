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
    public static void Mix<TLanes, TVector>(ulong* previous, ulong* reference, ulong* target, bool accumulate)
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged
    {
        var rows = stackalloc ulong[Words];
        var columns = stackalloc ulong[Words];
        for (var i = 0; i < Words; i += sizeof(TVector) / sizeof(ulong))
        {
            var input = TLanes.Xor(*(TVector*)(previous + i), *(TVector*)(reference + i));
            *(TVector*)(rows + i) = input;
            *(TVector*)(target + i) = accumulate ? TLanes.Xor(input, *(TVector*)(target + i)) : input;
        }

        Permute<TLanes, TVector>(rows);
        Transpose<TLanes, TVector>(rows, columns);
        Permute<TLanes, TVector>(columns);
        Transpose<TLanes, TVector>(columns, rows);
        for (var i = 0; i < Words; i += sizeof(TVector) / sizeof(ulong))
        {
            *(TVector*)(target + i) = TLanes.Xor(*(TVector*)(target + i), *(TVector*)(rows + i));
        }
    }

    /// <summary>Eight permutations P at once. Not inlined: twice this body would exceed what the JIT inlines.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Permute<TLanes, TVector>(ulong* words)
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged
    {
        for (var lane = 0; lane < Rows; lane += (sizeof(TVector) / sizeof(ulong)))
        {
            var at = words + lane;
            var v0 = *(TVector*)at;
            var v1 = *(TVector*)(at + (1 * Rows));
            var v2 = *(TVector*)(at + (2 * Rows));
            var v3 = *(TVector*)(at + (3 * Rows));
            var v4 = *(TVector*)(at + (4 * Rows));
            var v5 = *(TVector*)(at + (5 * Rows));
            var v6 = *(TVector*)(at + (6 * Rows));
            var v7 = *(TVector*)(at + (7 * Rows));
            var v8 = *(TVector*)(at + (8 * Rows));
            var v9 = *(TVector*)(at + (9 * Rows));
            var v10 = *(TVector*)(at + (10 * Rows));
            var v11 = *(TVector*)(at + (11 * Rows));
            var v12 = *(TVector*)(at + (12 * Rows));
            var v13 = *(TVector*)(at + (13 * Rows));
            var v14 = *(TVector*)(at + (14 * Rows));
            var v15 = *(TVector*)(at + (15 * Rows));
            Mix<TLanes, TVector>(ref v0, ref v4, ref v8, ref v12);
            Mix<TLanes, TVector>(ref v1, ref v5, ref v9, ref v13);
            Mix<TLanes, TVector>(ref v2, ref v6, ref v10, ref v14);
            Mix<TLanes, TVector>(ref v3, ref v7, ref v11, ref v15);
            Mix<TLanes, TVector>(ref v0, ref v5, ref v10, ref v15);
            Mix<TLanes, TVector>(ref v1, ref v6, ref v11, ref v12);
            Mix<TLanes, TVector>(ref v2, ref v7, ref v8, ref v13);
            Mix<TLanes, TVector>(ref v3, ref v4, ref v9, ref v14);
            *(TVector*)at = v0;
            *(TVector*)(at + (1 * Rows)) = v1;
            *(TVector*)(at + (2 * Rows)) = v2;
            *(TVector*)(at + (3 * Rows)) = v3;
            *(TVector*)(at + (4 * Rows)) = v4;
            *(TVector*)(at + (5 * Rows)) = v5;
            *(TVector*)(at + (6 * Rows)) = v6;
            *(TVector*)(at + (7 * Rows)) = v7;
            *(TVector*)(at + (8 * Rows)) = v8;
            *(TVector*)(at + (9 * Rows)) = v9;
            *(TVector*)(at + (10 * Rows)) = v10;
            *(TVector*)(at + (11 * Rows)) = v11;
            *(TVector*)(at + (12 * Rows)) = v12;
            *(TVector*)(at + (13 * Rows)) = v13;
            *(TVector*)(at + (14 * Rows)) = v14;
            *(TVector*)(at + (15 * Rows)) = v15;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Mix<TLanes, TVector>(ref TVector a, ref TVector b, ref TVector c, ref TVector d)
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged
    {
        a = TLanes.MultiplyAdd(a, b);
        d = TLanes.XorRotate32(d, a);
        c = TLanes.MultiplyAdd(c, d);
        b = TLanes.XorRotate24(b, c);
        a = TLanes.MultiplyAdd(a, b);
        d = TLanes.XorRotate16(d, a);
        c = TLanes.MultiplyAdd(c, d);
        b = TLanes.XorRotate63(b, c);
    }

    /// <summary>From rows to columns and back. Column c is the words 2c and 2c + 1 of every row, so the even words and the
    /// odd ones are two squares of 8 x 8, each transposed in pieces of Width x Width.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Transpose<TLanes, TVector>(ulong* from, ulong* to)
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged
    {
        const int Stride = 2 * Rows;
        for (var odd = 0; odd < Stride; odd += Rows)
        {
            for (var row = 0; row < Rows; row += (sizeof(TVector) / sizeof(ulong)))
            {
                for (var column = 0; column < Rows; column += (sizeof(TVector) / sizeof(ulong)))
                {
                    TLanes.Transpose(from + odd + (row * Stride) + column, to + odd + (column * Stride) + row, Stride);
                }
            }
        }
    }
}
