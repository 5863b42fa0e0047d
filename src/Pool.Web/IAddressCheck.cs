namespace Pool.Web;

/// <summary>Tells whether a text is an address that can earn at this pool. Pure and quick.</summary>
public interface IAddressCheck
{
    AddressVerdict Check(string text);
}

/// <summary>An address in its canonical form, or what is wrong with the text.</summary>
/// <param name="Canonical">The form that the books use, or null.</param>
/// <param name="Code"><see cref="Invalid"/> or <see cref="WrongNetwork"/>, or null.</param>
/// <param name="Text">One sentence about the problem, or null.</param>
public sealed record AddressVerdict(string? Canonical, string? Code, string? Text)
{
    /// <summary>Not an address: checksum, length, alphabet, a kind that cannot be paid.</summary>
    public const string Invalid = "address-invalid";

    /// <summary>An address of another network or coin.</summary>
    public const string WrongNetwork = "address-wrong-network";

    public static AddressVerdict Good(string canonical) => new(canonical, null, null);

    public static AddressVerdict Bad(string code, string text) => new(null, code, text);
}
