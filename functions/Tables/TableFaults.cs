using Azure;
using Azure.Data.Tables;
using Azure.Data.Tables.Models;
using OrderRelay.Core.Ports;

namespace OrderRelay.Functions.Tables;

/// <summary>What the Table service's refusals mean to the ports.</summary>
internal static class TableFaults
{
    private static readonly string[] TooLargeCodes =
    [
        TableErrorCode.EntityTooLarge.ToString(),
        TableErrorCode.ContentLengthExceeded.ToString(),
        TableErrorCode.PropertyValueTooLarge.ToString(),
        TableErrorCode.TooManyProperties.ToString(),
        "RequestBodyTooLarge",
    ];

    /// <summary>The result that a refused transaction stands for; null when it is none of the expected ones.</summary>
    /// <param name="fault">The refusal.</param>
    /// <param name="stateIndex">Where in the transaction the state row stands.</param>
    public static CommitResult? ResultOf(TableTransactionFailedException fault, int stateIndex) => fault switch
    {
        { Status: 413 } => CommitResult.TooLarge,
        { ErrorCode: { } code } when TooLargeCodes.Contains(code, StringComparer.OrdinalIgnoreCase) => CommitResult.TooLarge,
        { Status: 409 } when fault.ErrorCode == TableErrorCode.EntityAlreadyExists => fault.FailedTransactionActionIndex == stateIndex
            ? CommitResult.VersionConflict
            : CommitResult.EventExists,
        { Status: 412 } => CommitResult.VersionConflict,
        { Status: 404 } when fault.ErrorCode != TableErrorCode.TableNotFound => CommitResult.VersionConflict,
        _ => null,
    };

    /// <summary>True for a fault that passes by itself: the service is busy or away, a table is still being created, or the
    /// role assignment of a new deployment has not spread yet. Everything else is a bug and goes on as it is.</summary>
    public static bool IsPassing(Exception fault, CancellationToken cancellationToken) => fault switch
    {
        RequestFailedException { Status: 0 or 401 or 403 or 408 or 429 or >= 500 } => true,
        RequestFailedException { Status: 404 } refused => refused.ErrorCode == TableErrorCode.TableNotFound,
        RequestFailedException { Status: 409 } refused => refused.ErrorCode == TableErrorCode.TableBeingDeleted,
        AggregateException { InnerExceptions: [var inner, ..] } => IsPassing(inner, cancellationToken),
        OperationCanceledException => !cancellationToken.IsCancellationRequested,
        IOException or HttpRequestException => true,
        _ => false,
    };

    /// <summary>Runs one use of the tables, where a passing fault becomes the port's own exception.</summary>
    public static async Task<T> PassingAsync<T>(Func<Task<T>> use, CancellationToken cancellationToken)
    {
        try
        {
            return await use();
        }
        catch (Exception fault) when (IsPassing(fault, cancellationToken))
        {
            throw Unavailable(fault);
        }
    }

    private static StoreUnavailableException Unavailable(Exception fault)
        => new("the table service does not answer; trying again later may help", fault);
}
