using System.Text.Json;
using OrderRelay.Core.Orders;
using static OrderRelay.Core.Tests.Providers.ProviderBodies;

namespace OrderRelay.Core.Tests.Providers.Captain;

public sealed class CaptainFactsTests
{
    private static readonly OrderFacts Prepared = FromCaptain.Event(CaptainSample("order_preparation_updated.being_prepared.json").Body).Facts;

    [Fact]
    public void Decimals_in_strings_are_exact()
    {
        Assert.Equal(23.57m, Prepared.Total);
        Assert.Equal((51.503013m, -0.434346m), (Prepared.Recipient!.Address!.Latitude, Prepared.Recipient.Address.Longitude));
        Assert.Equal(23.57m, Facts("\"grand_total_including_tax\":23.57").Total);
        Assert.Equal(0.1234567890123456789m, Facts("\"grand_total_including_tax\":\"0.1234567890123456789\"").Total);
        Assert.Null(Facts("\"grand_total_including_tax\":\"a lot\"").Total);
    }

    [Fact]
    public void Empty_identifiers_are_absent()
    {
        Assert.Equal(new Store { Id = "a9c7b6a24e67" }, FromCaptain.Event(CaptainSample("order_status_updated.failed.json").Body).Facts.Store);
        Assert.Equal(new Store { Id = "09762c11db9a" }, FromCaptain.Event(CaptainSample("item_status_updated.being_prepared.json").Body).Facts.Store);
        Assert.Equal(new Store { Id = "73f4c9af9f79", ExternalId = "partners-external-identifier-account" }, Prepared.Store);
    }

    [Fact]
    public void Item_event_calls_the_stores_ids_by_its_own_names()
        => Assert.Equal(
            new Store { ExternalId = "account", BusinessExternalId = "business" },
            Facts("\"item_account_partners_external_identifier\":\"account\",\"item_account_business_partners_external_identifier\":\"business\"").Store);

    [Fact]
    public void Empty_string_is_absent_everywhere()
    {
        var facts = Facts("""
            "order_custom_fields":"","kind":"","channel_slug":"","payment_status":"","tracking_link":"","order_description":"","account_uuid":"","grand_total_including_tax":"",
            "items":[{"uuid":""}],"recipient":{"name":"","phone_number":"","address":{"line_1":"","latitude":""}}
            """);
        Assert.Equal(OrderFacts.None, facts);
    }

    [Fact]
    public void Sequence_is_empty_for_items_that_are_not_cooked()
        => Assert.Null(Assert.Single(FromCaptain.Event(CaptainSample("item_status_updated.being_prepared.json").With("data.sequence", "")).Facts.Items!).Sequence);

    [Theory]
    [InlineData("""{ "sms_opt_in": true }""", """{"sms_opt_in":true}""")]
    [InlineData("""[ 1, "a" ]""", """[1,"a"]""")]
    [InlineData("17", "17")]
    [InlineData("\"text\"", "\"text\"")]
    [InlineData("false", "false")]
    [InlineData("{\"a\":\"\\ud800\"}", "{\"a\":\"\uFFFD\"}")]
    public void Custom_fields_are_any_JSON(string sent, string kept)
        => Assert.Equal(kept, Facts($"\"order_custom_fields\":{sent}").CustomFields!.Value.GetRawText());

    [Fact]
    public void Custom_fields_of_null_are_absent() => Assert.Null(Facts("\"order_custom_fields\":null").CustomFields);

    [Fact]
    public void Custom_fields_outlive_the_body_and_are_stored()
    {
        Assert.True(Prepared.CustomFields!.Value.GetProperty("sms_opt_in").GetBoolean());
        Assert.Equal(JsonValueKind.Object, Prepared.CustomFields.Value.ValueKind);
    }

    [Fact]
    public void Items_are_there_only_sometimes()
    {
        Assert.Null(FromCaptain.Event(CaptainSample("order_status_updated.completed.json").Body).Facts.Items);
        var items = FromCaptain.Event(CaptainSample("order_status_updated.completed.with_items.json").Body).Facts.Items!;
        Assert.Equal(["57414eeb4206", "71b51e21e3e4", "dbc1a6eb244b"], items.Select(static item => item.Id));
        Assert.All(items, static item => Assert.Equal(PreparationStatus.Prepared, item.Status));
        Assert.Equal(["extra saurce"], items[1].Addons);
    }

    [Fact]
    public void Listed_items_are_read_without_trust()
    {
        var items = Facts("""
            "items":[17,{"name":"no id"},{"uuid":42,"quantity":"3","status":"burning","addons":["a",{"b": 1},null,2.50]},{"uuid":"x","addons":"cheese","status":"suggested"}]
            """).Items!;
        Assert.Equal(2, items.Count);
        Assert.Equal(("42", (int?)3, (PreparationStatus?)null), (items[0].Id, items[0].Quantity, items[0].Status));
        Assert.Equal(["a", "{\"b\":1}", "2.50"], items[0].Addons);
        Assert.Null(items[1].Addons);
        Assert.Equal(PreparationStatus.Suggested, items[1].Status);
    }

    [Fact]
    public void Order_description_is_a_number_to_call_and_not_the_key()
    {
        var @event = FromCaptain.Event(CaptainSample("order_status_updated.failed.json").Body);
        Assert.Equal(new OrderKey("captain", "a89fc7b4f66f"), @event.Order);
        Assert.Equal(
            new OrderReferences { PartnerOrderId = "f4b1046d-5b1b-433a-b91a-0cb1273298b5", OrderNumber = "1218-677" },
            @event.Facts.References);
        Assert.Equal("01234", Prepared.References!.PaymentId);
    }

    [Fact]
    public void Recipient_and_address_are_taken_whole()
    {
        var recipient = Prepared.Recipient!;
        Assert.Equal(("Sarah Miller", "+16692224322"), (recipient.Name, recipient.Phone));
        Assert.Equal(
            new Address
            {
                Name = "Sarah Miller",
                Line1 = "5 Marlow Gardens",
                City = "Hayes",
                Postcode = "UB3 1QZ",
                Country = "United Kingdom",
                State = "England",
                Latitude = 51.503013m,
                Longitude = -0.434346m,
            },
            recipient.Address);
    }

    private static OrderFacts Facts(string data)
        => FromCaptain.Event(CaptainBody("order_status_updated", $"\"order_status\":\"failed\",{data}")).Facts;
}
