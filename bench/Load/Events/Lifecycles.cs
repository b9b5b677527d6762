namespace OrderRelay.Load.Events;

/// <summary>The bodies of one order's life, in order, in the shape and size of the providers' own examples.</summary>
internal static class Lifecycles
{
    private const string CaptainOrder = """
        "order_uuid":"<order-id>","order_description":"<order-number>",
        "order_custom_fields":{"example":123,"sms_opt_in":true},
        "account_uuid":"73f4c9af9f79",
        "partners_unique_internal_order_id":"<order-uuid>",
        "order_account_partners_external_identifier":"store-17",
        "order_account_business_partners_external_identifier":"",
        "published_at":<unix-seconds>,
        "items":[
        {"uuid":"57414eeb4206","addons":[],"name":"Pepperoni Pizza","quantity":1,"addons_type":"pizza","status":"being_prepared","printer":"default"},
        {"uuid":"71b51e21e3e4","addons":["extra sauce"],"name":"Wings","quantity":1,"addons_type":"","status":"being_prepared","printer":"fryer"}]
        """;

    private const string CaptainEnvelope = """
        "environment":"production","created_at":"<instant>","event_uuid":"<event-uuid>",
        "metadata":{"sent_at":"<sent-instant>","delivery_attempt":1}
        """;

    /// <returns>One body per stage, in one line, with the marks of its fields.</returns>
    public static IReadOnlyList<string> Of(string provider)
    {
        string[] bodies = provider switch
        {
            "captain" => [Preparation("being_prepared"), Preparation("prepared"), Delivery("in_progress"), Delivery("completed")],
            "abbiamo" => [Abbiamo("CREATED"), Abbiamo("DISPATCHED"), Abbiamo("COLLECTED"), Abbiamo("START_DELIVERY"), Abbiamo("SUCCESSFUL")],
            _ => throw new ArgumentException($"no events are known for provider '{provider}'", nameof(provider)),
        };

        return [.. bodies.Select(body => string.Concat(body.Split('\n', StringSplitOptions.TrimEntries)))];
    }

    private static string Preparation(string status) => $$"""
        {"data":{
        "order_status":"{{status}}","payment_gateway_id":"01234","payment_status":"fully_paid",
        "grand_total_including_tax":"23.57","kind":"delivery","channel_slug":"unknown",
        {{CaptainOrder}},
        "printer":"fryer","started_at":"<instant>","completed_at":"",
        "recipient":{"name":"Sarah Miller","phone_number":"+16692224322",
        "address":{"name":"Sarah Miller","line_1":"5 Marlow Gardens","line_2":null,"city":"Hayes","postcode":"UB3 1QZ",
        "country":"United Kingdom","state":"England","apartment_number":null,
        "latitude":"51.503013","longitude":"-0.434346","address_specific_instructions_to_driver":null}
        }
        },
        "event_name":"order_preparation_updated",
        {{CaptainEnvelope}}
        }
        """;

    private static string Delivery(string status) => $$"""
        {"data":{"order_status":"{{status}}",
        {{CaptainOrder}}
        },
        "event_name":"order_status_updated",
        {{CaptainEnvelope}}
        }
        """;

    private static string Abbiamo(string status) => $$"""
        {"order_id":"<order-uuid>","order_number":"<order-number>","order_type":"DELIVERY","invoice_number":"0000012345",
        "access_key":"35230112345691910000550010000123451000123456","invoice_created_timestamp":"2023-01-09T13:43:21.000Z",
        "seller_identifier":"1234569191","seller_document_number":"1234569191","external_order_id":"<order-id>",
        "status":"{{status}}","event_type":"ORDER_STATUS_CHANGE","tracking":"<tracking>",
        "timestamp":<unix-milliseconds>,"event_at":"<instant>",
        "driver_name":"João","driver_document":"17027297623","delivery_type":"PRIVATE-FLEET","seller_trading_name":"Go Go Salads",
        "customer_name":"John Doe","customer_phone":"21999999999","customer_email":"john@example.org"}
        """;
}
