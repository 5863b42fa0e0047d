using System.Runtime.InteropServices;

namespace Pool.Hashing.Argon2;

/// <summary>The system's libargon2, for processors without AVX2: C with 128-bit vectors beats what the JIT makes of ours.</summary>
internal sealed unsafe class Argon2Library
{
    private readonly delegate* unmanaged<uint, uint, uint, byte*, nuint, byte*, nuint, byte*, nuint, int> _hash;

    private Argon2Library(nint hash) =>
        _hash = (delegate* unmanaged<uint, uint, uint, byte*, nuint, byte*, nuint, byte*, nuint, int>)hash;

    /// <summary>Null where the system has no such library: nobody needs it.</summary>
    public static Argon2Library? TryLoad(string name) =>
        NativeLibrary.TryLoad(name, out var library) && NativeLibrary.TryGetExport(library, "argon2id_hash_raw", out var hash)
            ? new Argon2Library(hash)
            : null;

    /// <exception cref="PowUnavailableException">The library refuses; what it can lack is memory.</exception>
    public void Hash(ReadOnlySpan<byte> password, ReadOnlySpan<byte> salt, Argon2Parameters parameters, Span<byte> hash)
    {
        fixed (byte* from = password)
        fixed (byte* saltFrom = salt)
        fixed (byte* to = hash)
        {
            var error = _hash(
                (uint)parameters.Passes, (uint)parameters.Blocks, 1, from, (nuint)password.Length, saltFrom, (nuint)salt.Length, to, (nuint)hash.Length);
            if (error != 0)
            {
                throw new PowUnavailableException(
                    $"libargon2 answers {error} instead of a hash with {parameters.Blocks} KiB (-22: no memory). Give the process more memory.");
            }
        }
    }
}
