using System.Text.Json;

namespace OrderRelay.Core.Orders;

/// <summary>The members that an item has in an event and in a state.</summary>
internal readonly record struct ItemMembers(
    string Id, string? Name, int? Quantity, string? Sequence, IReadOnlyList<string>? Addons, string? Printer, PreparationStatus? Status,
    DateTimeOffset? Since)
{
    public static ItemMembers Read(ref Utf8JsonReader reader)
    {
        reader.Expect(JsonTokenType.StartObject);
        string? id = null, title = null, sequence = null, printer = null;
        int? quantity = null;
        IReadOnlyList<string>? addons = null;
        PreparationStatus? status = null;
        DateTimeOffset? since = null;
        while (reader.NextMember(out var name))
        {
            switch (name)
            {
                case var _ when name.SequenceEqual("id"u8): id = reader.GetString(); break;
                case var _ when name.SequenceEqual("name"u8): title = reader.GetString(); break;
                case var _ when name.SequenceEqual("quantity"u8): quantity = reader.NumberOrNull(); break;
                case var _ when name.SequenceEqual("sequence"u8): sequence = reader.GetString(); break;
                case var _ when name.SequenceEqual("addons"u8): addons = reader.TextsOrNull(); break;
                case var _ when name.SequenceEqual("printer"u8): printer = reader.GetString(); break;
                case var _ when name.SequenceEqual("status"u8): status = reader.StatusOrNull<PreparationStatus>(); break;
                case var _ when name.SequenceEqual("since"u8): since = reader.InstantOrNull(); break;
                default: reader.Skip(); break;
            }
        }

        return new(id ?? throw new JsonException("an item has no id"), title, quantity, sequence, addons, printer, status, since);
    }
}
