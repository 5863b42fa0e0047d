using System.Buffers.Text;

namespace Pool.Stratum;

/// <summary>Writes one JSON line into a buffer that the caller has made large enough: <see cref="MaxBytes"/> does for all.</summary>
internal ref struct LineWriter(Span<byte> buffer)
{
    /// <summary>
    /// Longest line that is ever written. 4 KiB: a job has a blob of at most 2 x 407 hex digits and 400 bytes around it;
    /// an error has 300 characters of text and 64 of id at up to 6 bytes each.
    /// </summary>
    public const int MaxBytes = 4096;

    private readonly Span<byte> _buffer = buffer;
    private int _length;

    public readonly ReadOnlySpan<byte> Written => _buffer[.._length];

    /// <summary>Copies JSON that is written already.</summary>
    public void Raw(scoped ReadOnlySpan<byte> json)
    {
        json.CopyTo(_buffer[_length..]);
        _length += json.Length;
    }

    public void Number(long number)
    {
        Utf8Formatter.TryFormat(number, _buffer[_length..], out var written);
        _length += written;
    }

    /// <summary>Lowercase hex digits, without quotes.</summary>
    public void Hex(scoped ReadOnlySpan<byte> bytes)
    {
        Convert.TryToHexStringLower(bytes, _buffer[_length..], out var written);
        _length += written;
    }

    /// <summary>Lowercase hex digits of a number without leading zeros, without quotes.</summary>
    public void Hex(ulong number)
    {
        Utf8Formatter.TryFormat(number, _buffer[_length..], out var written, new System.Buffers.StandardFormat('x'));
        _length += written;
    }

    /// <summary>A quoted string. All but plain ASCII is escaped, so that any text, a lone surrogate too, makes valid JSON.</summary>
    public void Text(scoped ReadOnlySpan<char> text)
    {
        _buffer[_length++] = (byte)'"';
        foreach (var c in text)
        {
            if (c is >= ' ' and <= '~' and not '"' and not '\\')
            {
                _buffer[_length++] = (byte)c;
                continue;
            }

            Raw("\\u"u8);
            Utf8Formatter.TryFormat((ushort)c, _buffer[_length..], out var written, new System.Buffers.StandardFormat('x', 4));
            _length += written;
        }

        _buffer[_length++] = (byte)'"';
    }
}
