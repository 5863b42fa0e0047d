using System.Net;

namespace Pool.Web.Tests;

public sealed class SnapshotTests
{
    private const string Pool = "/api/v1/pools/xmr";

    [Theory]
    [InlineData("/")]
    [InlineData("/blocks")]
    [InlineData("/payments")]
    [InlineData("/api/v1/pools")]
    [InlineData(Pool)]
    [InlineData(Pool + "/blocks")]
    [InlineData(Pool + "/payments?limit=10")]
    public async Task Who_has_the_snapshot_gets_304_until_something_changes(string path)
    {
        await using var host = await WebHost.Start();
        using var first = await host.Get(path);
        var tag = first.Headers.ETag!.ToString();
        tag.ShouldBe("\"xmr-1795341096000\"");
        first.Headers.CacheControl!.ToString().ShouldBe("public, max-age=5, stale-while-revalidate=30, stale-if-error=300");

        host.Clock.Advance(TimeSpan.FromSeconds(2));
        using var same = await host.Get(path, ("If-None-Match", tag));
        same.StatusCode.ShouldBe(HttpStatusCode.NotModified);
        (await same.Content.ReadAsByteArrayAsync()).ShouldBeEmpty();

        host.Books.Overview = host.Books.Overview with { Miners = 813 };
        host.Clock.Advance(TimeSpan.FromSeconds(2));
        using var changed = await host.Get(path, ("If-None-Match", tag));
        changed.StatusCode.ShouldBe(HttpStatusCode.OK);
        changed.Headers.ETag!.ToString().ShouldNotBe(tag);
    }

    [Fact]
    public async Task A_compressed_answer_has_a_tag_of_its_own_and_either_tag_is_known()
    {
        await using var host = await WebHost.Start();
        using var packed = await host.Get(Pool, ("Accept-Encoding", "gzip"));
        packed.Content.Headers.ContentEncoding.ShouldBe(["gzip"]);
        packed.Headers.ETag!.ToString().ShouldBe("\"xmr-1795341096000-gzip\"");
        packed.Headers.Vary.ShouldBe(["Accept-Encoding"]);
        using var plain = await host.Get(Pool, ("Accept-Encoding", "gzip;q=0"));
        plain.Content.Headers.ContentEncoding.ShouldBeEmpty();
        foreach (var tag in new[] { "\"xmr-1795341096000-gzip\"", "\"other\", \"xmr-1795341096000\"", "W/\"xmr-1795341096000\"", "*" })
        {
            using var again = await host.Get(Pool, ("If-None-Match", tag));
            again.StatusCode.ShouldBe(HttpStatusCode.NotModified, tag);
        }
    }

    [Fact]
    public async Task The_books_are_read_once_a_second_however_many_ask()
    {
        await using var host = await WebHost.Start();
        for (var i = 0; i < 20; i++)
        {
            await host.GetText(Pool);
        }

        host.Books.Overviews.ShouldBe(1);
        host.Clock.Advance(TimeSpan.FromMilliseconds(999));
        await host.GetText("/");
        host.Books.Overviews.ShouldBe(1);
        host.Clock.Advance(TimeSpan.FromMilliseconds(1));
        await host.GetText("/");
        host.Books.Overviews.ShouldBe(2);
    }

    [Fact]
    public async Task Readers_that_come_during_a_rebuild_share_it()
    {
        await using var host = await WebHost.Start();
        var open = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        host.Books.Open = open.Task;
        var readers = Enumerable.Range(0, 50).Select(_ => host.GetText(Pool)).ToList();
        open.SetResult();
        (await Task.WhenAll(readers)).Distinct().Count().ShouldBe(1);
        host.Books.Overviews.ShouldBe(1);
    }

    [Fact]
    public async Task An_unchanged_snapshot_is_dated_anew_after_a_minute()
    {
        await using var host = await WebHost.Start();
        await host.GetText(Pool);
        host.Clock.Advance(TimeSpan.FromSeconds(59));
        (await host.GetJson(Pool))["asOf"]!.GetValue<string>().ShouldBe("2026-11-22T09:51:36Z");
        host.Clock.Advance(TimeSpan.FromSeconds(1));
        var later = await host.GetJson(Pool);
        later["asOf"]!.GetValue<string>().ShouldBe("2026-11-22T09:52:36Z");
        later["seq"]!.GetValue<long>().ShouldBe(1_795_341_156_000);
    }

    [Fact]
    public async Task The_sequence_grows_although_the_clock_was_set_back()
    {
        await using var host = await WebHost.Start();
        var before = (await host.GetJson(Pool))["seq"]!.GetValue<long>();
        host.Clock.JumpTo(Samples.Now - TimeSpan.FromDays(1));
        host.Clock.Advance(TimeSpan.FromSeconds(2));
        host.Books.Overview = host.Books.Overview with { Miners = 1 };
        (await host.GetJson(Pool))["seq"]!.GetValue<long>().ShouldBe(before + 1);
    }

    [Theory]
    [InlineData(Pool)]
    [InlineData("/api/v1/pools")]
    [InlineData(Pool + "/blocks")]
    [InlineData(Pool + "/payments?limit=200")]
    [InlineData(Pool + "/miners/" + Samples.Alice)]
    [InlineData(Pool + "/miners/" + Samples.Alice + "/payments")]
    public async Task Books_that_fail_are_a_503_problem_without_the_stores_words(string path)
    {
        await using var host = await WebHost.Start();
        host.Books.Failure = new IOException("disk /var/lib/pool.db is full");
        await host.ShouldBeProblem(path, 503, "books-unavailable");
        using var answer = await host.Get(path);
        answer.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(5));
        (await answer.Content.ReadAsStringAsync()).ShouldNotContain("pool.db");
    }

    [Fact]
    public async Task A_failure_is_shared_for_a_second_too_and_then_forgotten()
    {
        await using var host = await WebHost.Start();
        host.Books.Failure = new IOException("busy");
        await host.ShouldBeProblem(Pool, 503, "books-unavailable");
        await host.ShouldBeProblem(Pool, 503, "books-unavailable");
        host.Books.Overviews.ShouldBe(1);
        host.Books.Failure = null;
        host.Clock.Advance(TimeSpan.FromSeconds(1));
        using var answer = await host.Get(Pool);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Books_that_hang_are_given_up_at_the_deadline()
    {
        await using var host = await WebHost.Start();
        host.Books.Open = new TaskCompletionSource().Task;
        var asked = host.ShouldBeProblem(Pool + "/miners/" + Samples.Alice, 503, "books-unavailable");
        await host.Clock.WhenTimersArmed(1);
        host.Clock.Advance(TimeSpan.FromSeconds(5));
        await asked;
    }

    [Fact]
    public async Task Books_that_block_their_thread_are_given_up_at_the_deadline_too()
    {
        await using var host = await WebHost.Start();
        using var open = new ManualResetEventSlim();
        host.Books.Before = open.Wait;
        var asked = host.ShouldBeProblem(Pool + "/miners/" + Samples.Alice, 503, "books-unavailable");
        await host.Clock.WhenTimersArmed(1);
        host.Clock.Advance(TimeSpan.FromSeconds(5));
        await asked;
        open.Set();
    }

    [Fact]
    public async Task Readers_beyond_the_waiting_room_are_turned_away_at_once()
    {
        await using var host = await WebHost.Start(new WebOptions { ConcurrentReads = 1, WaitingReads = 2 });
        var open = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        host.Books.Open = open.Task;
        var readers = Enumerable.Range(0, 4).Select(_ => host.Get(Pool + "/miners/" + Samples.Alice)).ToList();

        // One reads and two wait; whichever came last is answered while the books are still shut.
        var refused = await Task.WhenAny(readers);
        (await refused).StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        open.SetResult();
        var answers = await Task.WhenAll(readers);
        answers.Count(answer => answer.StatusCode == HttpStatusCode.OK).ShouldBe(3);
    }

    [Fact]
    public async Task Limits_out_of_their_range_are_refused_at_start()
    {
        await Should.ThrowAsync<ArgumentOutOfRangeException>(() => WebHost.Start(new WebOptions { DefaultLimit = 0 }));
        await Should.ThrowAsync<ArgumentOutOfRangeException>(() => WebHost.Start(new WebOptions { MaxLimit = 10 }));
        await Should.ThrowAsync<ArgumentOutOfRangeException>(() => WebHost.Start(new WebOptions { LongestUnchanged = TimeSpan.Zero }));
    }
}
