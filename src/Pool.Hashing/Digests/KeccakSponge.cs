using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Pool.Hashing;

/// <summary>Incremental Keccak with the original 0x01 padding and a rate of 136 bytes. It is a plain value: assigning it
/// copies the state, so a prefix common to many messages is absorbed once and each tail starts from a copy.</summary>
/// <example><code>
/// var prefix = new KeccakSponge();
/// prefix.Absorb(upToTheReservedBytes);
/// var job = prefix;              // a copy; prefix stays as it was
/// job.Absorb(tail);
/// job.Finish(hash);
/// </code></example>
[SuppressMessage("Performance", "CA1815", Justification = "Two sponges are never compared.")]
public struct KeccakSponge
{
    private State _state;
    private int _position;

    /// <summary>Absorbs more of the message; may be called any number of times before <see cref="Finish"/>.</summary>
    public void Absorb(ReadOnlySpan<byte> data)
    {
        var state = MemoryMarshal.AsBytes((Span<ulong>)_state);
        while (_position + data.Length >= Keccak.Rate)
        {
            var room = Keccak.Rate - _position;
            Xor(state.Slice(_position, room), data[..room]);
            KeccakPermutation.Apply(_state);
            _position = 0;
            data = data[room..];
        }

        Xor(state.Slice(_position, data.Length), data);
        _position += data.Length;
    }

    /// <summary>Pads and writes the first bytes of the state: 32 for Keccak-256, up to 200 for the whole state.
    /// The sponge is used up; copy it first to go on from here.</summary>
    public void Finish(Span<byte> output)
    {
        var state = MemoryMarshal.AsBytes((Span<ulong>)_state);
        state[_position] ^= 0x01;
        state[Keccak.Rate - 1] ^= 0x80;
        KeccakPermutation.Apply(_state);
        state[..output.Length].CopyTo(output);
    }

    private static void Xor(Span<byte> target, ReadOnlySpan<byte> source)
    {
        while (source.Length >= sizeof(ulong))
        {
            MemoryMarshal.Write(target, MemoryMarshal.Read<ulong>(target) ^ MemoryMarshal.Read<ulong>(source));
            target = target[sizeof(ulong)..];
            source = source[sizeof(ulong)..];
        }

        for (var i = 0; i < source.Length; i++)
        {
            target[i] ^= source[i];
        }
    }

    [InlineArray(KeccakPermutation.Lanes)]
    private struct State
    {
        private ulong _lane;
    }
}
