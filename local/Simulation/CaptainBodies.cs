using System.Globalization;
using System.Text.Json;

namespace OrderRelay.Local.Simulation;

/// <summary>Captain.AI's bodies, in the shape of its documented examples with all their oddities.</summary>
internal static class CaptainBodies
{
    public static byte[] Write(ScriptedEvent scripted) => JsonBody.Write(json =>
    {
        json.WriteStartObject("data");
        WriteData(json, scripted);
        json.WriteEndObject();
        json.WriteString("environment", "production");
        json.WriteString("event_name", scripted.Step.EventName);
        json.WriteString("created_at", Local(scripted.At.AddMilliseconds(3), scripted.Order.Store.Offset));
        json.WriteString("event_uuid", scripted.EventId);
        json.WriteStartObject("metadata");
        json.WriteString("sent_at", Local(scripted.At.AddMilliseconds(23).AddSeconds(30 * (scripted.Attempt - 1)), "+00:00"));
        json.WriteNumber("delivery_attempt", scripted.Attempt);
        json.WriteEndObject();
    });

    private static void WriteData(Utf8JsonWriter json, ScriptedEvent scripted)
    {
        var order = scripted.Order;
        json.WriteString("order_uuid", order.OrderId);
        json.WriteString("order_description", order.Number);
        json.WriteString("account_uuid", order.StoreId);
        json.WriteString("partners_unique_internal_order_id", order.PartnerOrderId);
        json.WritePropertyName("published_at");
        json.WriteRawValue(EpochSeconds(scripted.At));
        switch (scripted.Step.EventName)
        {
            case "order_status_updated":
                WriteOrder(json, scripted);
                break;
            case "order_preparation_updated":
                WriteOrder(json, scripted);
                WriteSale(json, order);
                WriteKitchenTimes(json, scripted);
                break;
            case "item_status_updated":
                WriteItem(json, scripted);
                WriteSale(json, order);
                break;
            default:
                WriteJob(json, scripted);
                break;
        }
    }

    private static void WriteOrder(Utf8JsonWriter json, ScriptedEvent scripted)
    {
        var order = scripted.Order;
        json.WriteString("order_status", scripted.Step.Status);
        json.WriteStartObject("order_custom_fields");
        json.WriteBoolean("sms_opt_in", order.Tracking[0] < '8');
        json.WriteEndObject();
        json.WriteString("order_account_partners_external_identifier", order.Store.Slug);
        json.WriteString("order_account_business_partners_external_identifier", "");
        if (!order.Store.ListsItems)
        {
            return;
        }

        json.WriteStartArray("items");
        foreach (var item in order.Items)
        {
            json.WriteStartObject();
            json.WriteString("uuid", item.Id);
            json.WriteStartArray("addons");
            json.WriteEndArray();
            json.WriteString("name", item.Name);
            json.WriteNumber("quantity", item.Quantity);
            json.WriteString("addons_type", "");
            json.WriteString("status", ItemWord(scripted.Step));
            json.WriteString("printer", item.Printer);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static string ItemWord(StoryStep step) => step.Status switch
    {
        "prepared" => "prepared",
        "completed" => "completed",
        _ => "not_being_prepared",
    };

    private static void WriteItem(Utf8JsonWriter json, ScriptedEvent scripted)
    {
        var order = scripted.Order;
        var index = scripted.Item ?? 0;
        var item = order.Items[index];
        json.WriteString("item_status", scripted.Step.Status);
        json.WriteNumber("quantity", item.Quantity);
        json.WriteString("sequence", string.Create(CultureInfo.InvariantCulture, $"{index + 1} of {order.Items.Count}"));
        json.WriteString("printer", item.Printer);
        json.WriteString("item_uuid", item.Id);
        json.WriteString("item_name", item.Name);
        json.WriteStartArray("item_addons");
        json.WriteEndArray();
        json.WriteString("item_account_partners_external_identifier", order.Store.Slug);
        json.WriteString("item_account_business_partners_external_identifier", "");
        json.WriteNull("order_custom_fields");
    }

    private static void WriteSale(Utf8JsonWriter json, OrderScript order)
    {
        json.WriteString("payment_gateway_id", order.Tracking);
        json.WriteString("payment_status", "fully_paid");
        json.WriteString("grand_total_including_tax", order.Total.ToString("0.00", CultureInfo.InvariantCulture));
        json.WriteString("kind", "delivery");
        json.WriteString("channel_slug", "demo");
        json.WriteString("tracking_link", $"https://tracking.example/t/{order.OrderId}");
        json.WriteStartObject("recipient");
        json.WriteString("name", order.Customer);
        json.WriteString("phone_number", order.Phone);
        json.WriteStartObject("address");
        json.WriteString("name", order.Customer);
        json.WriteString("line_1", "1 Example Square");
        json.WriteNull("line_2");
        json.WriteString("city", "Sampleton");
        json.WriteString("postcode", "00000");
        json.WriteString("country", "Nowhere");
        json.WriteString("latitude", "0.000001");
        json.WriteString("longitude", "-0.000001");
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteKitchenTimes(Utf8JsonWriter json, ScriptedEvent scripted)
    {
        var word = scripted.Step.Status;
        json.WriteString("started_at", word is "being_prepared" ? JsonBody.Utc(scripted.At) : "");
        json.WriteString("completed_at", word is "prepared" ? JsonBody.Utc(scripted.At) : "");
    }

    private static void WriteJob(Utf8JsonWriter json, ScriptedEvent scripted)
    {
        if (scripted.Step.Status is { } status)
        {
            json.WriteString("status", status);
        }

        json.WriteStartObject("agent");
        json.WriteString("uuid", scripted.Order.DriverId);
        json.WriteString("name", scripted.Order.Driver);
        json.WriteEndObject();
    }

    // Seconds with a fraction, though documented as an integer; seven digits, as many as an instant here can have.
    private static string EpochSeconds(DateTimeOffset at)
        => ((at.UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks) / (decimal)TimeSpan.TicksPerSecond).ToString("0.0000000", CultureInfo.InvariantCulture);

    private static string Local(DateTimeOffset at, string offset)
    {
        var minutes = TimeSpan.ParseExact(offset.AsSpan(1), @"hh\:mm", CultureInfo.InvariantCulture);
        return at.ToOffset(offset[0] is '-' ? -minutes : minutes).ToString("yyyy-MM-dd'T'HH:mm:ss.fffzzz", CultureInfo.InvariantCulture);
    }
}
