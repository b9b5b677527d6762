using System.Globalization;
using System.Text;

namespace OrderRelay.Local.Tests.Hosting;

/// <summary>
/// Poisoned events of five kinds among nine times as many good ones: every good one is projected, every poisoned one lies on
/// the desk with its reason, and once mended all are replayed with none left. <c>ORDERRELAY_POISON</c> sets how many.
/// </summary>
public sealed class PoisonTests
{
    private const int AtOnce = 32;

    private static readonly int Poisoned = int.TryParse(
        Environment.GetEnvironmentVariable("ORDERRELAY_POISON"), NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : 100;

    private static readonly string[] Reasons = ["not_json", "invalid_field", "unrecognised", "no_order", "unauthenticated"];

    [Fact]
    public async Task Poison_holds_up_nobody_and_is_mended_until_none_is_left()
    {
        await using var relay = await RelayUnderTest.StartAsync(
            ("Quarantine:Unauthenticated", "true"), ("Quarantine:MaxCount", "1000000"), ("Quarantine:MaxBytes", "10000000000"));
        await ForEachAsync(Poisoned * 10, number => PostAsync(relay, number));
        await relay.DrainAsync();

        Assert.Equal(Poisoned * 9, await OrdersAsync(relay));
        var groups = (await relay.GetAsync("/api/dead-letters/groups?status=open"))["groups"]!.AsArray();
        Assert.Equal(
            Reasons.Order(StringComparer.Ordinal).Select(static reason => (reason, Poisoned / 5L)),
            groups.GroupBy(static group => (string)group!["reason"]!).Select(static group => (group.Key, group.Sum(static one => (long)one!["count"]!)))
                .OrderBy(static group => group.Key, StringComparer.Ordinal));

        await MendAsync(relay);
        await ReplayAsync(relay, "release=true&reason=unauthenticated");
        await ReplayAsync(relay, "");

        Assert.Empty((await relay.GetAsync("/api/dead-letters?status=open"))["deadLetters"]!.AsArray());
        Assert.Equal(Poisoned, (long)(await relay.GetAsync("/api/stats"))["deadLetters"]!["resolved"]!);
        Assert.Equal(Poisoned * 10, await OrdersAsync(relay));
    }

    /// <summary>Every tenth is poisoned, the five kinds in turn.</summary>
    private static async Task PostAsync(RelayUnderTest relay, int number)
    {
        var kind = number % 10 == 0 ? number / 10 % 5 : -1;
        var body = kind switch
        {
            0 => "junk " + Number(number),
            1 => Good(number).Replace("\"created_at\"", "\"created\"", StringComparison.Ordinal),
            2 => "{\"hello\":" + Number(number) + "}",
            3 => Good(number).Replace("\"order_uuid\"", "\"order\"", StringComparison.Ordinal),
            _ => Good(number),
        };
        using var answer = await relay.PostAsync("captain", Encoding.UTF8.GetBytes(body), ("Auth-Token", kind == 4 ? "wrong" : RelayUnderTest.CaptainToken));
        Assert.Equal(kind switch { 0 => 400, 4 => 401, _ => 202 }, (int)answer.StatusCode);
    }

    /// <summary>Gives every letter whose body is at fault the body that it should have had.</summary>
    private static async Task MendAsync(RelayUnderTest relay)
    {
        var letters = new List<string>();
        foreach (var reason in Reasons[..4])
        {
            for (var cursor = ""; ;)
            {
                var page = await relay.GetAsync($"/api/dead-letters?limit=200&status=open&reason={reason}{cursor}");
                letters.AddRange(page["deadLetters"]!.AsArray().Select(static letter => (string)letter!["id"]!));
                if (page["cursor"] is not { } next)
                {
                    break;
                }

                cursor = "&cursor=" + Uri.EscapeDataString((string)next!);
            }
        }

        await ForEachAsync(letters.Count, async index =>
        {
            // Its place among the letters is a number that no event has yet.
            var (status, _) = await relay.SendAsync(HttpMethod.Put, $"/api/dead-letters/{letters[index]}/body", Good(1_000_000_000 + index));
            Assert.Equal(200, status);
        });
    }

    private static async Task ReplayAsync(RelayUnderTest relay, string filter)
    {
        var (status, job) = await relay.SendAsync(HttpMethod.Post, "/api/dead-letters/replay?rate=10000&" + filter);
        Assert.Equal(202, status);
        var ended = await Jobs.EndedAsync(relay, "/api/replays/" + job["id"]);
        Assert.Equal(((long)ended["total"]!, 0L, 0L), ((long)ended["resolved"]!, (long)ended["failedAgain"]!, (long)ended["skipped"]!));
    }

    private static async Task<long> OrdersAsync(RelayUnderTest relay)
        => (await relay.GetAsync("/api/stats"))["orders"]!.AsObject().Sum(static pair => (long)pair.Value!);

    private static Task ForEachAsync(int count, Func<int, Task> act)
        => Parallel.ForEachAsync(Enumerable.Range(0, count), new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (number, _) => await act(number));

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Good(int number)
        => $$"""{"data":{"order_uuid":"o{{Number(number)}}","order_status":"in_progress"},"event_name":"order_status_updated","event_uuid":"u{{Number(number)}}","created_at":"2026-03-01T10:00:00Z"}""";
}
