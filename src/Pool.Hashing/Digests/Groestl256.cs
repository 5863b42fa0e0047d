using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Pool.Hashing.CryptoNight;

namespace Pool.Hashing;

/// <summary>Grøstl-256, the SHA-3 finalist, by a table of S-box and MixBytes.</summary>
internal static class Groestl256
{
    public const int HashBytes = 32;

    private const int BlockBytes = 64;
    private const int Columns = 8;
    private const int Rounds = 10;

    // The matrix is circulant, so the table of row i is that of row 0 rotated by 8 * i.
    private static readonly ulong[] Table = BuildTable();

    // Row i of the state moves this many columns to the left.
    private static ReadOnlySpan<int> ShiftsOfP => [0, 1, 2, 3, 4, 5, 6, 7];

    private static ReadOnlySpan<int> ShiftsOfQ => [1, 3, 5, 7, 0, 2, 4, 6];

    /// <summary>Hashes <paramref name="data"/> into 32 bytes.</summary>
    [SkipLocalsInit]
    public static void Hash(ReadOnlySpan<byte> data, Span<byte> hash)
    {
        Span<ulong> chain = stackalloc ulong[Columns];
        chain.Clear();
        chain[Columns - 1] = BinaryPrimitives.ReverseEndianness((ulong)HashBytes * 8);
        var blocks = (ulong)(data.Length + 1 + sizeof(ulong) + BlockBytes - 1) / BlockBytes;
        while (data.Length >= BlockBytes)
        {
            Compress(chain, MemoryMarshal.Cast<byte, ulong>(data[..BlockBytes]));
            data = data[BlockBytes..];
        }

        Span<byte> last = stackalloc byte[2 * BlockBytes];
        last.Clear();
        data.CopyTo(last);
        last[data.Length] = 0x80;
        last = last[..(data.Length + 1 + sizeof(ulong) <= BlockBytes ? BlockBytes : 2 * BlockBytes)];
        BinaryPrimitives.WriteUInt64BigEndian(last[^sizeof(ulong)..], blocks);
        for (; !last.IsEmpty; last = last[BlockBytes..])
        {
            Compress(chain, MemoryMarshal.Cast<byte, ulong>(last[..BlockBytes]));
        }

        Span<ulong> output = stackalloc ulong[Columns];
        chain.CopyTo(output);
        Permute(output, isQ: false);
        for (var i = 0; i < Columns; i++)
        {
            chain[i] ^= output[i];
        }

        MemoryMarshal.AsBytes(chain)[^HashBytes..].CopyTo(hash);
    }

    [SkipLocalsInit]
    private static void Compress(Span<ulong> chain, ReadOnlySpan<ulong> block)
    {
        Span<ulong> p = stackalloc ulong[Columns];
        Span<ulong> q = stackalloc ulong[Columns];
        block.CopyTo(q);
        for (var i = 0; i < Columns; i++)
        {
            p[i] = chain[i] ^ block[i];
        }

        Permute(p, isQ: false);
        Permute(q, isQ: true);
        for (var i = 0; i < Columns; i++)
        {
            chain[i] ^= p[i] ^ q[i];
        }
    }

    [SkipLocalsInit]
    private static void Permute(Span<ulong> state, bool isQ)
    {
        var shifts = isQ ? ShiftsOfQ : ShiftsOfP;
        var table = Table;
        Span<ulong> before = stackalloc ulong[Columns];
        for (var round = 0; round < Rounds; round++)
        {
            for (var column = 0; column < Columns; column++)
            {
                // P adds the round's constant to row 0; Q inverts everything and adds it to row 7.
                var constant = (ulong)((column << 4) ^ round);
                before[column] = state[column] ^ (isQ ? ~(constant << 56) : constant);
            }

            for (var column = 0; column < Columns; column++)
            {
                ulong mixed = 0;
                for (var row = 0; row < Columns; row++)
                {
                    var cell = (byte)(before[(column + shifts[row]) & (Columns - 1)] >> (8 * row));
                    mixed ^= ulong.RotateLeft(table[cell], 8 * row);
                }

                state[column] = mixed;
            }
        }
    }

    private static ulong[] BuildTable()
    {
        // What a cell in row 0 adds to rows 0 to 7: the first column of circ(02, 02, 03, 04, 05, 03, 05, 07).
        ReadOnlySpan<byte> factors = [2, 7, 5, 3, 5, 4, 3, 2];
        var table = new ulong[256];
        for (var cell = 0; cell < table.Length; cell++)
        {
            for (var row = 0; row < factors.Length; row++)
            {
                table[cell] |= (ulong)Times(AesTables.Sbox[cell], factors[row]) << (8 * row);
            }
        }

        return table;
    }

    private static byte Times(byte value, byte factor)
    {
        var product = 0;
        for (int shifted = value, rest = factor; rest != 0; rest >>= 1)
        {
            product ^= (rest & 1) * shifted;
            shifted = (shifted << 1) ^ (shifted >= 0x80 ? 0x11B : 0); // AES's polynomial
        }

        return (byte)product;
    }
}
