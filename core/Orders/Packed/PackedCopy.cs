namespace OrderRelay.Core.Orders;

/// <summary>Takes the values of a packed state one after another and writes each as its member, as <see cref="StateWriter"/> and
/// <see cref="FactsWriter"/> do: both forms have them in one order.</summary>
internal ref struct PackedCopy(RowWriter writer, ReadOnlySpan<byte> packed)
{
    private PackedReader reader = new(packed);

    /// <summary>Where the order's references begin; 0 where it has no facts.</summary>
    public int ReferencesAt { get; private set; }

    public void State()
    {
        writer.StartObject();
        writer.StartObject(MemberNames.Key);
        Text(MemberNames.Provider);
        Text(MemberNames.OrderId);
        writer.EndObject();
        writer.Status<Headline>(MemberNames.Headline, (Headline)reader.Number());
        Instant(MemberNames.HeadlineSince);
        if (reader.Has())
        {
            writer.StartObject(MemberNames.Delivery);
            writer.Status<DeliveryStatus>(MemberNames.Status, (DeliveryStatus)reader.Number());
            Track();
        }

        if (reader.Has())
        {
            writer.StartObject(MemberNames.Preparation);
            writer.Status<PreparationStatus>(MemberNames.Status, (PreparationStatus)reader.Number());
            Track();
        }

        Items();
        Facts();
        Times(MemberNames.DeliveryTimes);
        Times(MemberNames.PreparationTimes);
        Number(MemberNames.Events);
        Number(MemberNames.UnknownStatuses);
        Number(MemberNames.Conflicts);
        Instant(MemberNames.FirstEventAt);
        writer.StartObject(MemberNames.Last);
        Instant(MemberNames.OccurredAt);
        Number(MemberNames.Rank);
        Text(MemberNames.Identity);
        Text(MemberNames.Content);
        writer.EndObject();
        writer.EndObject();
    }

    /// <summary>Behind its status.</summary>
    private void Track()
    {
        Instant(MemberNames.Since);
        Text(MemberNames.SetBy);
        Text(MemberNames.ProviderStatus);
        Text(MemberNames.ProviderSubstatus);
        writer.EndObject();
    }

    private void Items()
    {
        writer.StartArray(MemberNames.Items);
        for (var left = reader.Number(); left > 0; left--)
        {
            writer.StartObject();
            Text(MemberNames.Id);
            Text(MemberNames.Name);
            writer.Number(MemberNames.Quantity, reader.NumberOrNull());
            Text(MemberNames.Sequence);
            Texts(MemberNames.Addons);
            Text(MemberNames.Printer);
            writer.Status(MemberNames.Status, (PreparationStatus?)reader.NumberOrNull());
            writer.Instant(MemberNames.Since, reader.InstantOrNull());
            writer.EndObject();
        }

        writer.EndArray();
    }

    private void Times(ReadOnlySpan<byte> name)
    {
        writer.StartArray(name);
        for (var left = reader.Number(); left > 0; left--)
        {
            writer.StartObject();
            Text(MemberNames.Status);
            Instant(MemberNames.First);
            Instant(MemberNames.Last);
            Number(MemberNames.Times);
            writer.EndObject();
        }

        writer.EndArray();
    }

    private void Facts()
    {
        writer.StartObject(MemberNames.Facts);
        if (reader.Has())
        {
            Store();
            ReferencesAt = reader.Position;
            References();
            Text(MemberNames.Kind);
            Text(MemberNames.Channel);
            Text(MemberNames.Carrier);
            Text(MemberNames.PaymentStatus);
            writer.Number(MemberNames.Total, reader.Amount());
            writer.Instant(MemberNames.PreparationStartedAt, reader.InstantOrNull());
            writer.Instant(MemberNames.PreparationCompletedAt, reader.InstantOrNull());
            Failure();
            Text(MemberNames.TrackingLink);
            Recipient();
            Driver();
            if (reader.Has())
            {
                writer.Json(MemberNames.CustomFields, reader.Bytes());
            }
        }

        writer.EndObject();
    }

    private void Store()
    {
        if (reader.Has())
        {
            writer.StartObject(MemberNames.Store);
            Text(MemberNames.Id);
            Text(MemberNames.ExternalId);
            Text(MemberNames.BusinessExternalId);
            Text(MemberNames.Name);
            Text(MemberNames.DocumentNumber);
            writer.EndObject();
        }
    }

    private void References()
    {
        if (reader.Has())
        {
            writer.StartObject(MemberNames.References);
            Text(MemberNames.PartnerOrderId);
            Text(MemberNames.OrderNumber);
            Text(MemberNames.TrackingCode);
            Text(MemberNames.InvoiceNumber);
            Text(MemberNames.PaymentId);
            writer.EndObject();
        }
    }

    private void Failure()
    {
        if (reader.Has())
        {
            writer.StartObject(MemberNames.Failure);
            writer.Number(MemberNames.Code, reader.NumberOrNull());
            Text(MemberNames.Message);
            Text(MemberNames.DriverMessage);
            writer.EndObject();
        }
    }

    private void Recipient()
    {
        if (reader.Has())
        {
            writer.StartObject(MemberNames.Recipient);
            Text(MemberNames.Name);
            Text(MemberNames.Phone);
            Text(MemberNames.Email);
            Address();
            writer.EndObject();
        }
    }

    private void Address()
    {
        if (reader.Has())
        {
            writer.StartObject(MemberNames.Address);
            Text(MemberNames.Name);
            Text(MemberNames.Line1);
            Text(MemberNames.Line2);
            Text(MemberNames.ApartmentNumber);
            Text(MemberNames.City);
            Text(MemberNames.Postcode);
            Text(MemberNames.State);
            Text(MemberNames.Country);
            writer.Number(MemberNames.Latitude, reader.Amount());
            writer.Number(MemberNames.Longitude, reader.Amount());
            Text(MemberNames.Instructions);
            writer.EndObject();
        }
    }

    private void Driver()
    {
        if (reader.Has())
        {
            writer.StartObject(MemberNames.Driver);
            Text(MemberNames.Name);
            Text(MemberNames.Document);
            Text(MemberNames.Phone);
            writer.EndObject();
        }
    }

    private void Text(ReadOnlySpan<byte> name)
    {
        if (reader.Utf8Text(out var text))
        {
            writer.Utf8Text(name, text);
        }
    }

    private void Texts(ReadOnlySpan<byte> name)
    {
        if (reader.NumberOrNull() is not { } count)
        {
            return;
        }

        writer.StartArray(name);
        for (; count > 0; count--)
        {
            Text(default);
        }

        writer.EndArray();
    }

    private void Number(ReadOnlySpan<byte> name) => writer.Number(name, reader.Number());

    private void Instant(ReadOnlySpan<byte> name) => writer.Instant(name, reader.Instant());
}
