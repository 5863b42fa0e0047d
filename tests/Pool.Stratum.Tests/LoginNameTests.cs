using FsCheck;
using FsCheck.Fluent;

namespace Pool.Stratum.Tests;

public sealed class LoginNameTests
{
    [Theory]
    [InlineData("addr", "addr", null, null)]
    [InlineData(" addr ", "addr", null, null)]
    [InlineData("addr.", "addr", null, null)]
    [InlineData("addr.rig", "addr", "rig", null)]
    [InlineData("addr.rig.2", "addr", "rig.2", null)]
    [InlineData("addr+5000", "addr", null, 5000L)]
    [InlineData("addr+5000.rig", "addr", "rig", 5000L)]
    [InlineData("addr.rig+5000", "addr", "rig", 5000L)]
    [InlineData("addr.+5000", "addr", null, 5000L)]
    [InlineData("addr.a+b+5000", "addr", "a+b", 5000L)]
    public void A_login_is_address_worker_and_difficulty(string login, string address, string? worker, long? difficulty)
    {
        LoginName.Parse(login).ShouldBe(new LoginName(address, worker, difficulty, null));
    }

    [Theory]
    [InlineData("addr+")]
    [InlineData("addr+0")]
    [InlineData("addr+-5")]
    [InlineData("addr+5x")]
    [InlineData("addr+ 5")]
    [InlineData("addr+99999999999999999999")]
    [InlineData("addr.rig+x")]
    public void A_difficulty_that_is_none_is_a_problem(string login)
    {
        LoginName.Parse(login).Problem.ShouldNotBeNull();
    }

    [Fact]
    public void No_text_at_all_breaks_the_parser()
    {
        Prop.ForAll(ArbMap.Default.ArbFor<NonNull<string>>(), text =>
        {
            var name = LoginName.Parse(text.Get);
            return !name.Address.Contains('.', StringComparison.Ordinal) && !name.Address.Contains('+', StringComparison.Ordinal);
        }).QuickCheckThrowOnFailure();
    }
}
