namespace Pool.Stratum;

/// <summary>A request's id: xmrig sends integers, some odd miners short strings; both are echoed as they came.</summary>
internal readonly struct RequestId
{
    /// <summary>Longest string id in characters; a UUID has 36.</summary>
    public const int MaxText = 64;

    private readonly long _number;
    private readonly string? _text;
    private readonly bool _present;

    private RequestId(long number, string? text)
    {
        _number = number;
        _text = text;
        _present = true;
    }

    public static RequestId Of(long number) => new(number, null);

    public static RequestId Of(string text) => new(0, text);

    /// <summary>Writes the id as JSON; null when there was none.</summary>
    public void Write(ref LineWriter line)
    {
        if (!_present)
        {
            line.Raw("null"u8);
        }
        else if (_text is null)
        {
            line.Number(_number);
        }
        else
        {
            line.Text(_text);
        }
    }
}
