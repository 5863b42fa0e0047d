using Pool.Core.Shares;

namespace Pool.Stratum.Tests;

public sealed class RefusalTextTests
{
    /// <summary>What xmrig closes its connection on (Client.cpp, isCriticalError; prefixes, any case).</summary>
    private static readonly string[] Critical = ["Unauthenticated", "your IP is banned", "IP Address currently banned", "Invalid job id"];

    [Fact]
    public void No_share_is_refused_in_words_that_make_xmrig_reconnect()
    {
        foreach (var outcome in Enum.GetValues<ShareOutcome>().Where(outcome => !outcome.Counts()))
        {
            foreach (var detail in new[] { null, "detail" })
            {
                var text = RefusalText.Share(outcome, detail);
                Critical.ShouldNotContain(prefix => text.StartsWith(prefix, StringComparison.OrdinalIgnoreCase), text);
            }
        }

        foreach (var text in new[] { RefusalText.NotRecordedYet, RefusalText.NotRecorded, RefusalText.NotChecked, RefusalText.StoreFull })
        {
            Critical.ShouldNotContain(prefix => text.StartsWith(prefix, StringComparison.OrdinalIgnoreCase), text);
        }
    }
}
