namespace OrderRelay.Functions.Tests.Capacity;

/// <summary>What one event asks of the services, from its webhook to the end of its way.</summary>
/// <param name="Way">What kind of event.</param>
/// <param name="Sends">Messages sent to Service Bus.</param>
/// <param name="Deliveries">Messages delivered by it, one by one.</param>
/// <param name="Settlements">Messages completed or dead-lettered.</param>
/// <param name="Reads">Requests to Table Storage that read, a page of a range being one.</param>
/// <param name="Writes">Requests to Table Storage that write, a transaction of several entities being one.</param>
/// <param name="Blobs">Requests to Blob Storage.</param>
internal sealed record EventCost(string Way, int Sends, int Deliveries, int Settlements, int Reads, int Writes, int Blobs)
{
    public const string Head = """
        | | sent | delivered | settled | Service Bus operations | Table reads | Table writes | Table transactions | Blob operations |
        |---|---|---|---|---|---|---|---|---|
        """;

    /// <summary>As the document's table shows it.</summary>
    public string Line()
        => $"| {Way} | {Sends} | {Deliveries} | {Settlements} | {Sends + Deliveries + Settlements} | {Reads} | {Writes} | {Reads + Writes} | {Blobs} |";
}
