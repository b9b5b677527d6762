using System.Text.Json;

namespace OrderRelay.Local.Simulation;

/// <summary>Abbiamo's bodies, in the shape of its documented examples.</summary>
internal static class AbbiamoBodies
{
    private static readonly string[] BeforeTheDriver = ["CREATED", "PENDING", "HANDLING", "MANUAL_HANDLE", "CANCELED"];

    public static byte[] Write(ScriptedEvent scripted) => JsonBody.Write(json =>
    {
        var (order, step) = (scripted.Order, scripted.Step);
        json.WriteString("order_id", order.OrderId);
        json.WriteString("order_number", order.Number);
        json.WriteString("order_type", "DELIVERY");
        json.WriteString("invoice_number", "0000000000");
        json.WriteString("access_key", new string('0', 44));
        json.WriteString("invoice_created_timestamp", JsonBody.Utc(scripted.At.AddMinutes(-60)));
        json.WriteString("seller_identifier", order.StoreId);
        json.WriteString("seller_document_number", "00000000000");
        json.WriteString("external_order_id", order.PartnerOrderId);
        json.WriteString("status", step.Status);
        if (step.Substatus is { } substatus)
        {
            json.WriteString("sub_status", substatus);
        }

        json.WriteString("event_type", step.EventName);
        json.WriteString("tracking", order.Tracking);
        json.WriteNumber("timestamp", scripted.At.AddMilliseconds(40).ToUnixTimeMilliseconds());
        json.WriteString("event_at", JsonBody.Utc(scripted.At));
        WriteDriver(json, order, step);
        WriteFailure(json, step);
        json.WriteString("seller_trading_name", order.Store.Name);
        json.WriteString("customer_name", order.Customer);
        json.WriteString("customer_phone", order.Phone);
        json.WriteString("customer_email", "customer@example.com");
    });

    private static void WriteDriver(Utf8JsonWriter json, OrderScript order, StoryStep step)
    {
        if (!BeforeTheDriver.Contains(step.Status))
        {
            json.WriteString("driver_name", order.Driver);
            json.WriteString("driver_document", "00000000000");
            json.WriteString("delivery_type", "PRIVATE-FLEET");
        }
    }

    private static void WriteFailure(Utf8JsonWriter json, StoryStep step)
    {
        if (step.Status is "FAILED" or "ORDER_FAILED")
        {
            json.WriteNumber("failure_code", 17);
            json.WriteString("failure_message", "nobody opened the door");
            json.WriteString("failure_driver_message", "rang twice");
        }
    }
}
