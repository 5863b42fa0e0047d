using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Pool.Hashing.CryptoNight;

/// <summary>AES by the processor's instruction.</summary>
internal readonly struct AesInstruction : IAesRound
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> Round(Vector128<byte> block, Vector128<byte> key) => Aes.Encrypt(block, key);
}
