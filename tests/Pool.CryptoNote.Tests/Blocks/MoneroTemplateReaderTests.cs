using FsCheck;
using FsCheck.Fluent;
using Pool.Core;
using Pool.Core.Chain;
using Pool.Core.Templates;
using Pool.CryptoNote.Addresses;
using Pool.CryptoNote.Blocks;
using Pool.CryptoNote.Keys;

namespace Pool.CryptoNote.Tests.Blocks;

public sealed class MoneroTemplateReaderTests
{
    private static readonly RawTemplate Good = RegtestSample.Template;
    private static readonly MoneroTemplateReader Reader = new(RegtestSample.Monero, RegtestSample.Keys);

    [Fact]
    public void A_real_template_that_pays_the_pool_is_taken_with_all_its_facts()
    {
        var id = new TemplateId(3, 4);
        var template = Reader.Read(Good, id, out var problem).ShouldNotBeNull(problem);
        template.Id.ShouldBe(id);
        template.Algorithm.ShouldBe("rx/0");
        template.MajorVersion.ShouldBe(16);
        template.Height.ShouldBe(3);
        template.Difficulty.ShouldBe(1);
        template.ReservedOffset.ShouldBe(126);
        template.ExpectedReward.ShouldBe(Good.ExpectedReward);
        template.PreviousHash.ShouldBe(Good.PreviousHash);
        template.SeedHash.ShouldBe(Good.SeedHash);
        template.NextSeedHash.ShouldBeNull();
        template.Blob.ToArray().ShouldBe(Good.Blob);
    }

    [Fact]
    public void A_template_that_pays_another_is_refused()
    {
        var other = AnotherWallet();
        new MoneroTemplateReader(RegtestSample.Monero, other).Read(Good, default, out var problem).ShouldBeNull();
        problem!.ShouldStartWith("the template pays 0 of 35184204316927 atomic units to ");
        problem!.ShouldNotContain(other.Address.Text);
    }

    [Fact]
    public void A_node_s_word_that_differs_from_its_template_is_not_taken()
    {
        var otherHash = new Hash32([.. Enumerable.Repeat((byte)7, 32)]);
        Refusal(Good with { Height = 4 }).ShouldBe("the node says height 4, the template's miner transaction says 3");
        Refusal(Good with { ReservedOffset = 127 }).ShouldContain("begin at 127; they begin at 126");
        Refusal(Good with { PreviousHash = otherHash }).ShouldContain("precedes the template");
        Refusal(Good with { Difficulty = 0 }).ShouldContain("difficulty 0");
        Refusal(Good with { Difficulty = -1 }).ShouldContain("difficulty -1");
        Refusal(Good with { SeedHash = default }).ShouldContain("no seed hash");
        Refusal(Good with { HashingBlob = [1, 2, 3] }).ShouldContain("hashing blob 010203 is not that of its template");
        Reader.Read(Good with { HashingBlob = null }, default, out _).ShouldNotBeNull();
    }

    [Theory]
    [InlineData(0, 17, "blocks of version 17 are unknown")]
    [InlineData(44, 0x40, "unlocks at 64, not 60 blocks after 3")]
    [InlineData(125, 0x23, "trailing")]
    [InlineData(126, 1, "the template's reserved bytes are not zero")]
    [InlineData(161, 1, "the template's reserved bytes are not zero")]
    [InlineData(58, 0x02, "problem")]
    [InlineData(60, 0x55, "the template pays 0 of")]
    public void A_template_altered_in_one_byte_is_refused(int at, byte value, string reason)
    {
        var blob = Good.Blob.ToArray();
        blob[at].ShouldNotBe(value);
        blob[at] = value;
        var refusal = Refusal(Good with { Blob = blob, HashingBlob = null });
        refusal.ShouldNotBeNullOrEmpty();
        if (reason is not ("trailing" or "problem"))
        {
            refusal.ShouldContain(reason);
        }
    }

    [Fact]
    public void A_reservation_of_another_size_is_refused()
    {
        // 35 reserved bytes and one of padding: the same length of extra, another field.
        var blob = Good.Blob.ToArray();
        blob[125] = 35;
        Refusal(Good with { Blob = blob, HashingBlob = null })
            .ShouldBe("the template has not one field of 36 reserved bytes, but 35");
    }

    [Fact]
    public void No_mutation_of_a_template_is_taken_unless_it_changes_the_header_or_the_amount()
    {
        var mutations = Gen.Choose(0, Good.Blob.Length - 1)
            .SelectMany(_ => Gen.Choose(1, 255), (at, flip) => (at, (byte)flip)).ToArbitrary();
        Prop.ForAll(mutations, mutation =>
        {
            var blob = Good.Blob.ToArray();
            blob[mutation.at] ^= mutation.Item2;
            var taken = Reader.Read(Good with { Blob = blob, HashingBlob = null }, default, out var problem) is not null;

            // The first 43 bytes are the header and 49 to 55 the amount, which only the chain can judge: its reward depends
            // on weights that a template does not tell. A changed key pays somebody else.
            return taken ? (mutation.at is < 43 or (>= 49 and <= 55)) && problem is null : problem is not null;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));
    }

    [Fact]
    public void A_view_key_of_another_wallet_is_refused_at_once()
    {
        var secret = new byte[32];
        secret[0] = 1;
        Should.Throw<ArgumentException>(() => new PoolKeys(RegtestSample.Keys.Address, secret))
            .Message.ShouldStartWith("the secret view key does not belong to 49YSep…");
        Should.Throw<ArgumentException>(() => new PoolKeys(RegtestSample.Keys.Address, secret.AsSpan(1)))
            .Message.ShouldContain("31");
    }

    private static string Refusal(RawTemplate raw)
    {
        Reader.Read(raw, default, out var problem).ShouldBeNull();
        return problem.ShouldNotBeNull();
    }

    /// <summary>Secret view key 1, so that the public one is the generator.</summary>
    private static PoolKeys AnotherWallet()
    {
        var viewKey = new byte[32];
        CurvePoint.Generator.Compress(viewKey);
        var address = RegtestSample.Keys.Address with { ViewKey = new Hash32(viewKey) };
        return new PoolKeys(
            address with { Text = AddressReader.Write(18, address.SpendKey, address.ViewKey) }, [1, .. new byte[31]]);
    }
}
