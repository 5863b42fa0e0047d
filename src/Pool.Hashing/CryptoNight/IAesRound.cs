using System.Runtime.Intrinsics;

namespace Pool.Hashing.CryptoNight;

/// <summary>One AES round, as a type parameter: the JIT compiles every loop once for each implementation.</summary>
internal interface IAesRound
{
    /// <summary>SubBytes, ShiftRows, MixColumns, then xor with the key: Intel's AESENC.</summary>
    static abstract Vector128<byte> Round(Vector128<byte> block, Vector128<byte> key);
}
