using FsCheck;
using FsCheck.Fluent;
using Pool.Core;
using Pool.CryptoNote.Blocks;
using Pool.Testing;

namespace Pool.CryptoNote.Tests.Blocks;

public sealed class SignedTransactionTests
{
    private static readonly System.Text.Json.JsonElement Sample =
        VectorFile.Load("regtest.json").RootElement.GetProperty("transaction");

    private static readonly byte[] Blob = Convert.FromHexString(Sample.GetProperty("tx_blob").GetString()!);

    [Fact]
    public void A_real_transaction_has_the_hash_fee_and_key_images_that_the_wallet_said()
    {
        var transaction = SignedTransaction.Parse(Blob, out var problem).ShouldNotBeNull(problem);
        transaction.Hash.ToString().ShouldBe(Sample.GetProperty("tx_hash").GetString());
        transaction.Fee.ShouldBe(Sample.GetProperty("fee").GetInt64());
        transaction.Outputs.ShouldBe(2);
        transaction.KeyImages.ShouldBe(
            Sample.GetProperty("key_images").EnumerateArray().Select(image => Hash32.Parse(image.GetString())), ignoreOrder: true);
    }

    [Fact]
    public void Any_changed_byte_is_another_transaction_or_none() =>
        Prop.ForAll(Gen.Choose(0, Blob.Length - 1).ToArbitrary(), at =>
        {
            var changed = Blob.ToArray();
            changed[at] ^= 1;
            return SignedTransaction.Parse(changed, out var problem) is { } other
                ? other.Hash.ToString() != Sample.GetProperty("tx_hash").GetString() && problem is null
                : problem is not null;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Noise_is_none_and_never_throws() =>
        Prop.ForAll<byte[]>(noise => SignedTransaction.Parse(noise, out var problem) is null && problem is not null)
            .QuickCheckThrowOnFailure();
}
