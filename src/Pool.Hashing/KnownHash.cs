namespace Pool.Hashing;

/// <summary>A published vector, built in for the self-test at start. All values in hex.</summary>
internal sealed record KnownHash(string Input, string Hash, string Seed = "", ulong Height = 0)
{
    /// <summary>The input of xmrig's self-tests, shared by most algorithms.</summary>
    public const string XmrigInput =
        "0305a0dbd6bf05cf16e503f3a66f78007cbf34144332ecbfc22ed95c8700383b309ace1923a0964b00000008ba939a62724c0d7581fce5761e9d8a0e6a1c3f924fdd8493d1115649c05eb601";

    /// <summary>A vector over <see cref="XmrigInput"/>.</summary>
    public static KnownHash OfXmrig(string hash) => new(XmrigInput, hash);
}
