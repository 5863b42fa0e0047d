using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace Pool.Hashing.Argon2;

/// <summary>Argon2id, version 0x13, one lane, no secret and no associated data (RFC 9106), as the Chukwa algorithms use it.</summary>
internal static unsafe class Argon2Id<TLanes, TVector>
    where TLanes : struct, ILanes<TVector>
    where TVector : unmanaged
{
    private const int Slices = 4;
    private const int SeedBytes = Blake2b.MaximumHashBytes;
    private const int Lanes = 1;
    private const int TypeId = 2;
    private const int Version = 0x13;

    /// <param name="memory">Room for <paramref name="blocks"/> blocks, aligned to 64 bytes; its content does not matter.</param>
    [SkipLocalsInit]
    public static void Hash(ReadOnlySpan<byte> password, ReadOnlySpan<byte> salt, int passes, int blocks, ulong* memory, Span<byte> hash)
    {
        Start(password, salt, passes, blocks, memory, hash.Length);
        for (var pass = 0; pass < passes; pass++)
        {
            for (var slice = 0; slice < Slices; slice++)
            {
                FillSegment(pass, slice, passes, blocks, memory);
            }
        }

        Span<byte> last = stackalloc byte[Argon2Block.Bytes];
        for (var i = 0; i < Argon2Block.Words; i++)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(
                last[(i * sizeof(ulong))..], memory[((blocks - 1) * Argon2Block.Words) + Argon2Block.Place(i)]);
        }

        Argon2Expand.Hash(last, hash);
    }

    [SkipLocalsInit]
    private static void Start(ReadOnlySpan<byte> password, ReadOnlySpan<byte> salt, int passes, int blocks, ulong* memory, int hashBytes)
    {
        const int Fixed = 10 * sizeof(int); // six parameters and four lengths
        const int OnStack = 1024;
        var length = Fixed + password.Length + salt.Length;
        var input = length <= OnStack ? stackalloc byte[OnStack] : new byte[length];
        input = input[..length];
        var rest = input;
        foreach (var number in (ReadOnlySpan<int>)[Lanes, hashBytes, blocks, passes, Version, TypeId])
        {
            Put(ref rest, number);
        }

        Put(ref rest, password);
        Put(ref rest, salt);
        Put(ref rest, []); // no secret
        Put(ref rest, []); // no associated data

        Span<byte> seed = stackalloc byte[SeedBytes + (2 * sizeof(int))];
        Blake2b.Hash(input, seed[..SeedBytes]);
        Span<byte> block = stackalloc byte[Argon2Block.Bytes];
        for (var i = 0; i < 2; i++)
        {
            BinaryPrimitives.WriteInt32LittleEndian(seed[SeedBytes..], i);
            BinaryPrimitives.WriteInt32LittleEndian(seed[(SeedBytes + sizeof(int))..], 0); // the lane
            Argon2Expand.Hash(seed, block);
            for (var word = 0; word < Argon2Block.Words; word++)
            {
                memory[(i * Argon2Block.Words) + Argon2Block.Place(word)] =
                    BinaryPrimitives.ReadUInt64LittleEndian(block[(word * sizeof(ulong))..]);
            }
        }
    }

    [SkipLocalsInit]
    private static void FillSegment(int pass, int slice, int passes, int blocks, ulong* memory)
    {
        var segment = blocks / Slices;
        var independent = pass == 0 && slice < Slices / 2; // Argon2id: the first half of the first pass hides its addresses
        var addresses = stackalloc ulong[3 * Argon2Block.Words];
        var first = pass == 0 && slice == 0 ? 2 : 0;
        if (independent)
        {
            PrepareAddresses(addresses, slice, passes, blocks);
        }

        for (var i = first; i < segment; i++)
        {
            var index = (slice * segment) + i;
            var previous = memory + ((long)(index == 0 ? blocks - 1 : index - 1) * Argon2Block.Words);
            ulong random;
            if (independent)
            {
                if (i % Argon2Block.Words == 0 || i == first)
                {
                    NextAddresses(addresses);
                }

                random = addresses[(2 * Argon2Block.Words) + Argon2Block.Place(i % Argon2Block.Words)];
            }
            else
            {
                random = previous[0];
            }

            var reference = memory + ((long)Reference(pass, slice, i, segment, blocks, (uint)random) * Argon2Block.Words);
            Argon2Block.Mix<TLanes, TVector>(previous, reference, memory + ((long)index * Argon2Block.Words), accumulate: pass > 0);
        }
    }

    /// <summary>Which block is mixed in: of the blocks that exist, newer ones are likelier (RFC 9106, 3.4.2).</summary>
    private static int Reference(int pass, int slice, int i, int segment, int blocks, uint random)
    {
        var area = (pass == 0 ? slice * segment : blocks - segment) + i - 1;
        var square = ((ulong)random * random) >> 32;
        var back = ((ulong)area * square) >> 32;
        var start = pass == 0 || slice == Slices - 1 ? 0 : (slice + 1) * segment;
        return (start + area - 1 - (int)back) % blocks;
    }

    /// <summary>Three blocks: zeros, the counter block, and the addresses made of it.</summary>
    private static void PrepareAddresses(ulong* addresses, int slice, int passes, int blocks)
    {
        new Span<ulong>(addresses, 3 * Argon2Block.Words).Clear();
        var counter = addresses + Argon2Block.Words;
        counter[Argon2Block.Place(2)] = (ulong)slice;
        counter[Argon2Block.Place(3)] = (ulong)blocks;
        counter[Argon2Block.Place(4)] = (ulong)passes;
        counter[Argon2Block.Place(5)] = TypeId;
    }

    private static void NextAddresses(ulong* addresses)
    {
        var counter = addresses + Argon2Block.Words;
        var made = counter + Argon2Block.Words;
        counter[Argon2Block.Place(6)]++;
        Argon2Block.Mix<TLanes, TVector>(addresses, counter, made, accumulate: false);
        Argon2Block.Mix<TLanes, TVector>(addresses, made, made, accumulate: false);
    }

    private static void Put(ref Span<byte> rest, int number)
    {
        BinaryPrimitives.WriteInt32LittleEndian(rest, number);
        rest = rest[sizeof(int)..];
    }

    private static void Put(ref Span<byte> rest, ReadOnlySpan<byte> bytes)
    {
        Put(ref rest, bytes.Length);
        bytes.CopyTo(rest);
        rest = rest[bytes.Length..];
    }
}
