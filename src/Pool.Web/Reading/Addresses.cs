using Pool.Web.Http;

namespace Pool.Web.Reading;

/// <summary>Addresses that visitors type.</summary>
internal sealed class Addresses(IAddressCheck check, WebOptions options)
{
    /// <summary>The form that the books use.</summary>
    /// <exception cref="ProblemException">address-invalid, address-wrong-network.</exception>
    public string Canonical(string text)
    {
        var typed = text.Trim();
        var verdict = typed.Length <= options.MaxAddressLength
            ? check.Check(typed)
            : AddressVerdict.Bad(
                AddressVerdict.Invalid, $"An address has at most {options.MaxAddressLength} letters; this text has {typed.Length}.");
        return verdict.Canonical ?? throw new ProblemException(Problem.Address(verdict));
    }
}
