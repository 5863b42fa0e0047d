using Pool.CryptoNote.Addresses;

namespace Pool.Stratum;

/// <summary>Addresses of one network of a coin.</summary>
/// <param name="network">A network of the reader's coin, e.g. mainnet.</param>
/// <param name="welcome">Kinds that the pool's wallet can pay. Monero's can pay them all: an integrated address carries its
/// payment id into the payout, and is an account of its own.</param>
public sealed class CryptoNotePayees(AddressReader reader, string network, AddressKinds welcome) : IPayeeReader
{
    public Payee Read(string address)
    {
        var reading = reader.Read(address, network, welcome);
        return reading.IsValid ? new Payee(reading.Address.Text, null) : new Payee(null, reading.Problem.Message);
    }
}
