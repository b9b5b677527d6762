namespace OrderRelay.Load.Events;

/// <summary>What tells one generated event from another.</summary>
/// <param name="OrderNumber">Counts orders over the whole run.</param>
/// <param name="EventNumber">Counts events over the whole run.</param>
/// <param name="Stage">Its place in the order's lifecycle, from 0.</param>
/// <param name="OccurredAt">Unix milliseconds; a later event of one order has a later one.</param>
internal readonly record struct EventFacts(ulong OrderNumber, ulong EventNumber, int Stage, long OccurredAt)
{
    private const long SendDelayMilliseconds = 20;

    public void Write(Field field, Span<byte> target, EventIds ids)
    {
        switch (field)
        {
            case Field.OrderId: ids.WriteOrderId(target, OrderNumber); break;
            case Field.OrderUuid: ids.WriteOrderUuid(target, OrderNumber); break;
            case Field.EventUuid: ids.WriteEventUuid(target, EventNumber); break;
            case Field.OrderNumber: WriteOrderNumber(target); break;
            case Field.Tracking: DigitText.WriteHex(target, OrderNumber); break;
            case Field.Instant: InstantText.WriteIso(target, OccurredAt); break;
            case Field.SentInstant: InstantText.WriteIso(target, OccurredAt + SendDelayMilliseconds); break;
            case Field.UnixSeconds: InstantText.WriteSeconds(target, OccurredAt); break;
            case Field.UnixMilliseconds: DigitText.WriteDecimal(target, (ulong)(OccurredAt + SendDelayMilliseconds)); break;
            default: throw new InvalidOperationException($"{field} is no fact of an event");
        }
    }

    private void WriteOrderNumber(Span<byte> target)
    {
        DigitText.WriteDecimal(target[..4], OrderNumber / 1000);
        target[4] = (byte)'-';
        DigitText.WriteDecimal(target[5..8], OrderNumber % 1000);
    }
}
