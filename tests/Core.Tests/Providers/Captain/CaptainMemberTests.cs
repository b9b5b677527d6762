using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using OrderRelay.Contracts.Providers;
using OrderRelay.Core.Orders;

namespace OrderRelay.Core.Tests.Providers.Captain;

/// <summary>What an event says does not depend on where its members stand, how many others there are, how their names are written or what was sent before it.</summary>
public sealed class CaptainMemberTests
{
    public static TheoryData<string> Samples => [.. Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "samples", "captain"), "*.json").Select(static file => Path.GetFileName(file))];

    [Theory]
    [MemberData(nameof(Samples))]
    public void Members_are_found_wherever_they_stand_and_however_they_are_named(string sample)
    {
        var body = JsonNode.Parse(ProviderSample.Of("captain", sample).Body)!;
        var expected = Said(body.ToJsonString());

        Assert.Equal(expected, Said(Laid(body, static members => members.Reverse())));
        Assert.Equal(expected, Said(Laid(body, static members => [.. Junk(20), .. members])));
        Assert.Equal(expected, Said(Laid(body, static members => [.. Junk(70), .. members])));
        Assert.Equal(expected, Said(Laid(body, static members => members.Select(static member => ($"\\u{(int)member.Name[0]:x4}{member.Name[1..]}", member.Json)))));
        Assert.Equal(expected, Said(Laid(body, static members => members.SelectMany(static member => new[] { (member.Name, "\"an earlier one of that name\""), member }))));
    }

    [Fact]
    public void Words_that_come_again_are_told_apart()
    {
        const int Cases = 20_000;
        const int Seed = 20_260_110;
        for (var index = 0; index < Cases; index++)
        {
            var random = new Random(Seed + index);
            var word = new string([.. Enumerable.Range(0, random.Next(1, random.Next(2) == 0 ? 4 : 50)).Select(_ => "abé"[random.Next(3)])]);
            var facts = ProviderBodies.FromCaptain.Event(ProviderBodies.CaptainBody("order_status_updated", $"\"order_status\":\"failed\",\"channel_slug\":\"{word}\"")).Facts;
            Assert.Equal(word, facts.Channel);
        }
    }

    private static IEnumerable<(string Name, string Json)> Junk(int count) => Enumerable.Range(0, count).Select(static index => ($"junk{index}", "[1,{\"status\":2}]"));

    /// <summary>Every object of a body anew, its members as told.</summary>
    private static string Laid(JsonNode? node, Func<IEnumerable<(string Name, string Json)>, IEnumerable<(string Name, string Json)>> lay) => node switch
    {
        JsonObject members => $"{{{string.Join(',', lay(members.Select(member => (member.Key, Laid(member.Value, lay)))).Select(static member => $"\"{member.Name}\":{member.Json}"))}}}",
        JsonArray elements => $"[{string.Join(',', elements.Select(element => Laid(element, lay)))}]",
        null => "null",
        _ => node.ToJsonString(),
    };

    /// <summary>The event without its hash and without custom fields, which are whatever was sent.</summary>
    private static string Said(string body)
    {
        var @event = ProviderBodies.FromCaptain.Event(body);
        return Encoding.UTF8.GetString(OrderJson.Write(@event with { Content = new("c"), Facts = @event.Facts with { CustomFields = (JsonElement?)null } }));
    }
}
