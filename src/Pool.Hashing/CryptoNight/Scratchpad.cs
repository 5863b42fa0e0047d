using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Pool.Hashing.CryptoNight;

/// <summary>How the scratchpad is filled from the Keccak state and folded back into it (CNS008, steps 2 and 5).</summary>
internal static unsafe class Scratchpad
{
    private const int Line = 8 * 16;
    private const int TextOffset = 64;
    private const int FoldKeyOffset = 32;
    private const int HeavyRounds = 16;

    /// <summary>Encrypts the state's text over and over, each line from the one before.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Fill<TVariant, TAes>(byte* pad, byte* state)
        where TVariant : ICryptoNight
        where TAes : IAesRound
    {
        AesKeys.Expand(new ReadOnlySpan<byte>(state, 32), out var keys);
        var text = (Vector128<byte>*)(state + TextOffset);
        var (x0, x1, x2, x3, x4, x5, x6, x7) = (text[0], text[1], text[2], text[3], text[4], text[5], text[6], text[7]);
        var line = (Vector128<byte>*)pad;
        var end = (Vector128<byte>*)(pad + TVariant.Memory);
        var mixing = (TVariant.Traits & CryptoNightTraits.Heavy) != 0 ? HeavyRounds : 0;
        while (line < end)
        {
            for (var i = 0; i < AesKeys.Rounds; i++)
            {
                var key = keys[i];
                x0 = TAes.Round(x0, key);
                x1 = TAes.Round(x1, key);
                x2 = TAes.Round(x2, key);
                x3 = TAes.Round(x3, key);
                x4 = TAes.Round(x4, key);
                x5 = TAes.Round(x5, key);
                x6 = TAes.Round(x6, key);
                x7 = TAes.Round(x7, key);
            }

            if (mixing > 0)
            {
                var first = x0;
                x0 ^= x1;
                x1 ^= x2;
                x2 ^= x3;
                x3 ^= x4;
                x4 ^= x5;
                x5 ^= x6;
                x6 ^= x7;
                x7 ^= first;
                mixing--;
                continue;
            }

            line[0] = x0;
            line[1] = x1;
            line[2] = x2;
            line[3] = x3;
            line[4] = x4;
            line[5] = x5;
            line[6] = x6;
            line[7] = x7;
            line += Line / sizeof(Vector128<byte>);
        }
    }

    /// <summary>Encrypts the state's text with every line of the scratchpad; the heavy variants go through it twice.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Fold<TVariant, TAes>(byte* pad, byte* state)
        where TVariant : ICryptoNight
        where TAes : IAesRound
    {
        AesKeys.Expand(new ReadOnlySpan<byte>(state + FoldKeyOffset, 32), out var keys);
        var text = (Vector128<byte>*)(state + TextOffset);
        var (x0, x1, x2, x3, x4, x5, x6, x7) = (text[0], text[1], text[2], text[3], text[4], text[5], text[6], text[7]);
        var heavy = (TVariant.Traits & CryptoNightTraits.Heavy) != 0;
        var lines = TVariant.Memory / Line;
        var total = heavy ? (2 * lines) + HeavyRounds : lines;
        for (var turn = 0; turn < total; turn++)
        {
            if (!heavy || turn < 2 * lines)
            {
                var line = (Vector128<byte>*)(pad + ((long)(turn & (lines - 1)) * Line));
                x0 ^= line[0];
                x1 ^= line[1];
                x2 ^= line[2];
                x3 ^= line[3];
                x4 ^= line[4];
                x5 ^= line[5];
                x6 ^= line[6];
                x7 ^= line[7];
            }

            for (var i = 0; i < AesKeys.Rounds; i++)
            {
                var key = keys[i];
                x0 = TAes.Round(x0, key);
                x1 = TAes.Round(x1, key);
                x2 = TAes.Round(x2, key);
                x3 = TAes.Round(x3, key);
                x4 = TAes.Round(x4, key);
                x5 = TAes.Round(x5, key);
                x6 = TAes.Round(x6, key);
                x7 = TAes.Round(x7, key);
            }

            if (heavy)
            {
                var first = x0;
                x0 ^= x1;
                x1 ^= x2;
                x2 ^= x3;
                x3 ^= x4;
                x4 ^= x5;
                x5 ^= x6;
                x6 ^= x7;
                x7 ^= first;
            }
        }

        (text[0], text[1], text[2], text[3]) = (x0, x1, x2, x3);
        (text[4], text[5], text[6], text[7]) = (x4, x5, x6, x7);
    }
}
