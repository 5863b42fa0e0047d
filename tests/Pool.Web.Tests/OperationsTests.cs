using System.Diagnostics.Metrics;
using System.Net;

namespace Pool.Web.Tests;

public sealed class OperationsTests
{
    [Fact]
    public async Task A_process_that_answers_is_live()
    {
        await using var host = await WebHost.Start();
        host.Books.Failure = new IOException("away");
        host.Board.Bad("store", "away");
        (await host.GetText("/health/live")).ShouldBeJson("""{ "status": "live" }""");
    }

    [Fact]
    public async Task It_is_ready_while_only_parts_fail_that_miners_can_do_without()
    {
        await using var host = await WebHost.Start();
        host.Board.Bad("wallet", "does not answer", critical: false);
        using var answer = await host.Get("/health/ready");
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await answer.Content.ReadAsStringAsync()).ShouldBeJson("""
            { "status": "ready", "parts": [
              { "part": "daemon", "ok": true, "critical": true, "text": "synchronised" },
              { "part": "wallet", "ok": false, "critical": false, "text": "does not answer" } ] }
            """);
    }

    [Fact]
    public async Task It_is_not_ready_without_a_critical_part_and_names_it_without_its_login()
    {
        await using var host = await WebHost.Start();
        host.Board.Bad("daemon", "http://pool:hunter2@10.0.0.7:18081/ refuses; password=hunter3 token: abc");
        using var answer = await host.Get("/health/ready");
        answer.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        answer.Headers.CacheControl!.NoStore.ShouldBeTrue();
        var text = await answer.Content.ReadAsStringAsync();
        text.ShouldContain("\"status\":\"not-ready\"");
        text.ShouldContain("\"part\":\"daemon\"");
        text.ShouldNotContain("hunter");
        text.ShouldNotContain("abc");
        text.ShouldContain("10.0.0.7:18081");
    }

    [Fact]
    public async Task Metrics_are_the_text_format_of_the_given_meter_and_no_other()
    {
        await using var host = await WebHost.Start();
        using var other = new Meter("pool");
        var shares = host.Meter.CreateCounter<long>("pool.shares", "{share}", "Judged shares, by outcome.");
        var sessions = host.Meter.CreateUpDownCounter<int>("pool.sessions", null, "Open sessions.");
        var verify = host.Meter.CreateHistogram("pool.verify", "s", "Time of a hash.", null, new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.01, 0.1] });
        host.Meter.CreateObservableGauge("pool.queue", () => 7L, null, "Waiting.\nTwo lines and a \\.");
        other.CreateCounter<long>("pool.other").Add(1);
        shares.Add(2, new KeyValuePair<string, object?>("outcome", "accepted"));
        shares.Add(3, new KeyValuePair<string, object?>("outcome", "accepted"));
        shares.Add(1, new KeyValuePair<string, object?>("outcome", "st\"a\\l\ne"), new KeyValuePair<string, object?>("port", 3333));
        sessions.Add(5);
        sessions.Add(-2);
        verify.Record(0.01);
        verify.Record(0.05);
        verify.Record(0.5);

        using var answer = await host.Get("/metrics");
        answer.Content.Headers.ContentType!.ToString().ShouldBe("text/plain; version=0.0.4; charset=utf-8");
        (await answer.Content.ReadAsStringAsync()).ShouldBe("""
            # HELP pool_queue Waiting.\nTwo lines and a \\.
            # TYPE pool_queue gauge
            pool_queue 7
            # HELP pool_sessions Open sessions.
            # TYPE pool_sessions gauge
            pool_sessions 3
            # HELP pool_shares_total Judged shares, by outcome.
            # TYPE pool_shares_total counter
            pool_shares_total{outcome="accepted"} 5
            pool_shares_total{outcome="st\"a\\l\ne",port="3333"} 1
            # HELP pool_verify_seconds Time of a hash.
            # TYPE pool_verify_seconds histogram
            pool_verify_seconds_bucket{le="0.01"} 1
            pool_verify_seconds_bucket{le="0.1"} 2
            pool_verify_seconds_bucket{le="+Inf"} 3
            pool_verify_seconds_sum 0.56
            pool_verify_seconds_count 3
            # HELP pool_metrics_failed_observations Instruments whose value could not be read for this answer.
            # TYPE pool_metrics_failed_observations gauge
            pool_metrics_failed_observations 0

            """.ReplaceLineEndings("\n"));
    }

    [Fact]
    public async Task Metrics_carry_no_addresses_or_workers()
    {
        await using var host = await WebHost.Start();
        var counter = host.Meter.CreateCounter<long>("pool.shares");
        counter.Add(1, new KeyValuePair<string, object?>("address", Samples.Alice), new KeyValuePair<string, object?>("outcome", "stale"));
        counter.Add(1, new KeyValuePair<string, object?>("Worker", "rig1"), new KeyValuePair<string, object?>("outcome", "stale"));
        (await host.GetText("/metrics")).ShouldContain("pool_shares_total{outcome=\"stale\"} 2\n");
    }

    [Fact]
    public async Task Label_sets_beyond_the_limit_are_summed_as_overflow()
    {
        await using var host = await WebHost.Start(new WebOptions { MaxSeries = 3 });
        var counter = host.Meter.CreateCounter<long>("pool.shares");
        for (var i = 0; i < 10; i++)
        {
            counter.Add(1, new KeyValuePair<string, object?>("port", i));
        }

        var samples = (await host.GetText("/metrics")).Split('\n').Where(line => line.StartsWith("pool_shares_total", StringComparison.Ordinal)).ToList();
        samples.ShouldContain("pool_shares_total{overflow=\"true\"} 7");
        samples.Count.ShouldBe(4);
    }

    [Fact]
    public async Task An_instrument_that_fails_does_not_hide_the_others_and_old_label_sets_go()
    {
        await using var host = await WebHost.Start();
        var name = "a";
        host.Meter.CreateObservableGauge("pool.broken", long () => throw new InvalidOperationException("no"));
        host.Meter.CreateObservableGauge("pool.part", () => new Measurement<long>(1, new KeyValuePair<string, object?>("part", name)));
        (await host.GetText("/metrics")).ShouldContain("pool_part{part=\"a\"} 1\n");
        name = "b";
        var text = await host.GetText("/metrics");
        text.ShouldContain("pool_part{part=\"b\"} 1\n");
        text.ShouldNotContain("part=\"a\"");
        text.ShouldContain("pool_metrics_failed_observations 1\n");
    }
}
