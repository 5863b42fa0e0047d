using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Pool.Web.Reading;

namespace Pool.Web.Http;

/// <summary>Runs handlers: what goes wrong in them becomes a problem in the form that the reader expects, never a stack trace.</summary>
internal sealed class Serving(ILogger<Serving> log)
{
    /// <param name="handle">Gives the reply; may throw <see cref="ProblemException"/>.</param>
    /// <param name="show">Turns a problem into a reply: JSON or a page.</param>
    public RequestDelegate Serve(Func<HttpContext, Task<Reply>> handle, Func<HttpContext, Problem, Reply> show) => async http =>
    {
        try
        {
            await ReplyWriter.Write(http, await handle(http));
        }
        catch (Exception problem) when (!http.RequestAborted.IsCancellationRequested && !http.Response.HasStarted)
        {
            await ReplyWriter.Write(http, show(http, ProblemOf(problem, http)));
        }
        catch (Exception) when (http.RequestAborted.IsCancellationRequested)
        {
            // The reader went away; nobody is left to answer.
        }
    };

    private Problem ProblemOf(Exception thrown, HttpContext http)
    {
        switch (thrown)
        {
            case ProblemException problem:
                return problem.Problem;
            case BooksUnavailableException:
                return Problem.BooksUnavailable();
            default:
                log.LogError(thrown, "request {TraceId} failed", http.TraceIdentifier);
                return Problem.Internal();
        }
    }
}
