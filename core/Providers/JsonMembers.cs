namespace OrderRelay.Core.Providers;

/// <summary>
/// An object's members, found by a hash of their names, for an object that is asked for many: each of the thirty questions put to
/// an event's data cost a walk over all of its members. Of members that share a name the last one counts.
/// </summary>
internal readonly ref struct JsonMembers
{
    /// <summary>Length of the table for an object of about twenty members; a power of 2, as every table's.</summary>
    public const int Slots = 64;

    /// <summary>Length of the table for an object of about forty members.</summary>
    public const int ManySlots = 128;

    /// <summary>Length of the table for an object of about ten members.</summary>
    public const int FewSlots = 32;

    private readonly JsonField value;
    private readonly ReadOnlySpan<int> slots;

    /// <param name="value">Any field; one that is no object has no members.</param>
    /// <param name="slots">A table, of whatever it was used for before.</param>
    public JsonMembers(JsonField value, Span<int> slots)
    {
        this.value = value;
        slots.Clear();
        var count = 0;
        var end = value.IsObject ? value.End : 0;
        for (var i = value.Index + 1; i < end; i = value.Token(i + 1).Next)
        {
            ref readonly var name = ref value.Token(i);
            if (name.Escaped || ++count > slots.Length / 2)
            {
                // Too odd for the table: every question is a walk.
                return;
            }

            slots[Find(in value, slots, value.RawOf(in name))] = i;
        }

        this.slots = slots;
    }

    /// <summary>The member of that name; absent when there is none.</summary>
    public JsonField this[ReadOnlySpan<byte> name]
        => slots.IsEmpty ? value[name] : slots[Find(in value, slots, name)] is > 0 and var found ? value.At(found + 1) : default;

    /// <summary>The slot of that name, or the free one where it belongs. No name is at 0, where its object is at the earliest.</summary>
    private static int Find(in JsonField value, ReadOnlySpan<int> slots, ReadOnlySpan<byte> name)
    {
        var slot = name.IsEmpty ? 0 : ((name.Length * 5) + (name[^1] * 3) + (name[name.Length / 2] * 7)) & (slots.Length - 1);
        while (slots[slot] is > 0 and var taken && !value.RawOf(in value.Token(taken)).SequenceEqual(name))
        {
            slot = (slot + 1) & (slots.Length - 1);
        }

        return slot;
    }
}
