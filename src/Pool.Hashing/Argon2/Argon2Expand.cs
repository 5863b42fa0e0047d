using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace Pool.Hashing.Argon2;

/// <summary>Argon2's hash of any length, H' (RFC 9106, 3.3): BLAKE2b chained, half of each link being output.</summary>
internal static class Argon2Expand
{
    private const int LinkBytes = Blake2b.MaximumHashBytes;
    private const int OutputBytes = LinkBytes / 2;

    /// <param name="input">At most 1 KiB.</param>
    [SkipLocalsInit]
    public static void Hash(ReadOnlySpan<byte> input, Span<byte> output)
    {
        Span<byte> prefixed = stackalloc byte[sizeof(int) + Argon2Block.Bytes];
        BinaryPrimitives.WriteInt32LittleEndian(prefixed, output.Length);
        input.CopyTo(prefixed[sizeof(int)..]);
        prefixed = prefixed[..(sizeof(int) + input.Length)];
        if (output.Length <= LinkBytes)
        {
            Blake2b.Hash(prefixed, output);
            return;
        }

        Span<byte> link = stackalloc byte[LinkBytes];
        Blake2b.Hash(prefixed, link);
        while (output.Length > LinkBytes)
        {
            link[..OutputBytes].CopyTo(output);
            output = output[OutputBytes..];
            Blake2b.Hash(link, link[..Math.Min(output.Length, LinkBytes)]);
        }

        link[..output.Length].CopyTo(output);
    }
}
