using System.Text;
using OrderRelay.Core.Orders;
using OrderRelay.Core.Providers;

namespace OrderRelay.Core.Tests.Providers;

/// <summary>An emoji cut in half is valid JSON by grammar, and no text: it must neither be lost nor stop anything.</summary>
public sealed class HalfSurrogateTests
{
    private static readonly string[] Halves = [@"\ud83d", @"\ude00\ud83d", @"x\ud83d\n"];

    public static TheoryData<string, string> EverySample
    {
        get
        {
            var samples = new TheoryData<string, string>();
            foreach (var file in Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "samples"), "*.json", SearchOption.AllDirectories))
            {
                var provider = Path.GetFileName(Path.GetDirectoryName(file))!;
                if (ProviderCatalog.Default.Find(provider) is not null)
                {
                    samples.Add(provider, Path.GetFileName(file));
                }
            }

            return samples;
        }
    }

    [Theory]
    [MemberData(nameof(EverySample))]
    public void Half_a_pair_in_any_string_of_a_sample_is_scanned_mapped_folded_and_stored(string provider, string file)
    {
        var text = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "samples", provider, file));
        for (var quote = text.IndexOf('"', StringComparison.Ordinal); quote >= 0; quote = text.IndexOf('"', quote + 1))
        {
            foreach (var half in Halves)
            {
                // Before every quote: the end of each name and of each value, and the beginning of the next.
                Survives(ProviderCatalog.Default.Find(provider)!, text.Insert(quote, half));
                Survives(ProviderCatalog.Default.Find(provider)!, text.Insert(quote + 1, half));
            }
        }
    }

    [Fact]
    public void Custom_fields_keep_everything_but_the_half_which_becomes_the_replacement_character()
    {
        var @event = ProviderBodies.FromCaptain.Event(ProviderBodies.CaptainBody(
            "order_status_updated", """ "order_status":"in_progress","order_custom_fields":{"na\ud83dme":["a\ud83d\ude00b","c\ude00d",{"e":"\ud83d"}]} """));

        var stored = OrderJson.ReadEvent(OrderJson.Write(@event)).Facts.CustomFields!.Value;
        Assert.Equal(["a\U0001F600b", "c\uFFFDd"], stored.GetProperty("na\uFFFDme").EnumerateArray().Take(2).Select(static text => text.GetString()));
        Assert.Equal("\uFFFD", stored.GetProperty("na\uFFFDme")[2].GetProperty("e").GetString());
    }

    [Fact]
    public void Custom_fields_as_deep_as_a_body_may_be_can_be_stored_and_read_again()
    {
        var deep = new string('[', 62) + new string(']', 62);
        var @event = ProviderBodies.FromCaptain.Event(ProviderBodies.CaptainBody("order_status_updated", $$""" "order_status":"in_progress","order_custom_fields":{{deep}} """));

        Assert.Equal(deep, OrderJson.ReadEvent(OrderJson.Write(@event)).Facts.CustomFields!.Value.GetRawText());
        Assert.Equal(deep, OrderJson.ReadState(OrderJson.Write(OrderProjection.Fold([@event]).State)).Facts.CustomFields!.Value.GetRawText());
    }

    private static void Survives(IProvider provider, string text)
    {
        var body = Encoding.UTF8.GetBytes(text);
        var scan = provider.Scan(body);
        var mapped = provider.Map(body);
        if (mapped.Event is not { } @event)
        {
            Assert.NotNull(mapped.FailureText);
            return;
        }

        Assert.Equal(scan.Identity, @event.Identity);
        Assert.Equal(OrderJson.Write(@event), OrderJson.Write(OrderJson.ReadEvent(OrderJson.Write(@event))));
        var state = OrderJson.Write(OrderProjection.Fold([@event]).State);
        Assert.Equal(state, OrderJson.Write(OrderJson.ReadState(state)));
    }
}
