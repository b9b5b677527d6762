using System.Text;
using System.Text.Json;
using OrderRelay.Core.Ports;
using static OrderRelay.Core.Tests.Pipeline.ProjectionRig;

namespace OrderRelay.Core.Tests.Pipeline;

/// <summary>No secret and nothing about a person reaches a log line or an error, whatever comes in.</summary>
public sealed class PrivacyTests
{
    private const string AbbiamoToken = "abbiamo-s3cret";

    private static readonly string[] PersonalFields =
    [
        "customer_name", "customer_phone", "customer_email", "driver_name", "driver_document", "failure_driver_message", "phone_number", "name",
        "line_1", "line_2", "postcode", "latitude", "longitude", "tracking_link", "address_specific_instructions_to_driver", "apartment_number",
    ];

    [Fact]
    public async Task Logs_and_answers_of_every_sample_and_every_refusal_name_nobody_and_no_secret()
    {
        using var receiving = new ReceivingRig(("Providers:abbiamo:Auth:Tokens:0", AbbiamoToken));
        using var projecting = new ProjectionRig();
        HashSet<string> forbidden = [ReceivingRig.Secret, AbbiamoToken, "wrong-token", "Ana Souza"];
        var answers = new StringBuilder();
        foreach (var (provider, token, body) in EverySample())
        {
            Collect(body, forbidden);
            answers.Append(await receiving.PostAsync(body, provider, token)).Append(await receiving.PostAsync(body, provider, "wrong-token"))
                .Append(await receiving.PostAsync(body[..^9], provider, token));
            receiving.Queue.IsAway = true;
            answers.Append(await receiving.PostAsync(body, provider, token));
            receiving.Queue.IsAway = false;
        }

        await receiving.PostAsync("""{"event_name":"order_status_updated","data":{"recipient":{"name":"Ana Souza"} } }""");
        await projecting.ProjectAsync([.. receiving.Queue.Messages]);
        projecting.Orders.BeforeLoad = static () => throw new StoreUnavailableException("the disk is full");
        await projecting.ProjectAsync([.. receiving.Queue.Messages]);

        var said = $"{receiving.Log.All}\n{projecting.Log.All}\n{answers}";
        Assert.True(receiving.Log.Events.Count > 60 && projecting.Log.Events.Count > 30, "the log says something of each message");
        Assert.All(forbidden, value => Assert.DoesNotContain(value, said, StringComparison.OrdinalIgnoreCase));
    }

    private static IEnumerable<(string Provider, string Token, byte[] Body)> EverySample()
    {
        foreach (var file in Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "samples", "captain")))
        {
            yield return ("captain", ReceivingRig.Secret, File.ReadAllBytes(file));
        }

        foreach (var file in Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "samples", "abbiamo")))
        {
            yield return ("abbiamo", AbbiamoToken, File.ReadAllBytes(file));
        }

        yield return ("captain", ReceivingRig.Secret, Encoding.UTF8.GetBytes(Captain("u1", 10, "in_progress")));
        yield return ("abbiamo", AbbiamoToken, Encoding.UTF8.GetBytes(Abbiamo(10, "FAILED")));
    }

    private static void Collect(byte[] body, HashSet<string> values)
    {
        using var json = JsonDocument.Parse(body);
        Collect(json.RootElement, values);
    }

    private static void Collect(JsonElement element, HashSet<string> values)
    {
        foreach (var member in element.EnumerateObject())
        {
            if (member.Value.ValueKind is JsonValueKind.Object)
            {
                Collect(member.Value, values);
            }
            else if (PersonalFields.Contains(member.Name) && member.Value.ToString() is { Length: > 3 } value)
            {
                values.Add(value);
            }
        }
    }
}
