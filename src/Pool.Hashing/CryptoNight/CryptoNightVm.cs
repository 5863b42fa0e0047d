using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace Pool.Hashing.CryptoNight;

/// <summary>One thread's scratchpad and the steps of a CryptoNight hash around it (CNS008).</summary>
internal sealed unsafe class CryptoNightVm<TVariant, TAes>(PowAlgorithm algorithm, PowEngine engine) : PowVm(algorithm)
    where TVariant : ICryptoNight
    where TAes : IAesRound
{
    private const int TweakOffset = 35; // variant 1 reads the blob's bytes 35 to 42: the nonce and what surrounds it

    private byte* _pad = HugePages.Allocate(TVariant.Memory, engine.Options.HugePages);
    private RandomMath? _math;
    private ulong _mathHeight;

    [SkipLocalsInit]
    private protected override void Compute(ReadOnlySpan<byte> input, in PowParameters parameters, Span<byte> hash)
    {
        ObjectDisposedException.ThrowIf(_pad is null, this);
        var state = stackalloc byte[Keccak.StateBytes];
        var stateSpan = new Span<byte>(state, Keccak.StateBytes);
        Keccak.State1600(input, stateSpan);
        Scratchpad.Fill<TVariant, TAes>(_pad, state);
        if ((TVariant.Traits & CryptoNightTraits.Shuffle) != 0)
        {
            ShuffleLoop.Run<TVariant, TAes>(_pad, state, Math(parameters.Height));
        }
        else
        {
            var tweak = (TVariant.Traits & CryptoNightTraits.Tweak) != 0
                ? BinaryPrimitives.ReadUInt64LittleEndian(input[TweakOffset..]) ^ ((ulong*)state)[24]
                : 0;
            ClassicLoop.Run<TVariant, TAes>(_pad, state, tweak);
        }

        Scratchpad.Fold<TVariant, TAes>(_pad, state);
        Keccak.Permute(stateSpan);
        FinalHash.Compute(stateSpan, hash);
    }

    protected override void Dispose(bool disposing)
    {
        HugePages.Free(_pad);
        _pad = null;
    }

    private RandomMath? Math(ulong height)
    {
        if ((TVariant.Traits & CryptoNightTraits.RandomMath) != 0 && (_math is null || _mathHeight != height))
        {
            _math = engine.RandomPrograms.Get(height);
            _mathHeight = height;
        }

        return _math;
    }
}
