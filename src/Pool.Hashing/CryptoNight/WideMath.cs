using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace Pool.Hashing.CryptoNight;

/// <summary>The two operations on which every turn waits, without the detours of their portable forms.</summary>
internal static class WideMath
{
    /// <summary>The upper half of a product. Math.BigMul would pass the lower half through memory, some five cycles that
    /// the next address waits for; a second multiplication costs none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong High(ulong a, ulong b) =>
        Bmi2.X64.IsSupported ? Bmi2.X64.MultiplyNoFlags(a, b)
        : ArmBase.Arm64.IsSupported ? ArmBase.Arm64.MultiplyHigh(a, b)
        : Math.BigMul(a, b, out _);

    // Marked as subject to change in .NET 10; the vectors would tell. It saves a multiplication and a subtraction on the
    // path from one turn's division to the next one's.
#pragma warning disable SYSLIB5004

    /// <summary>Quotient and remainder, from one instruction where there is one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (ulong Quotient, ulong Remainder) Divide(ulong dividend, ulong divisor) =>
        X86Base.X64.IsSupported ? X86Base.X64.DivRem(dividend, 0, divisor) : Math.DivRem(dividend, divisor);

#pragma warning restore SYSLIB5004
}
