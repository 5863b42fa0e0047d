using Pool.Core.Templates;

namespace Pool.Standalone.Loops;

/// <summary>Calls back whenever the chain has a new tip.</summary>
internal static class ChainWatch
{
    public static async Task Run(ITemplateFeed feed, Action newTip, CancellationToken cancel)
    {
        long version = 0;
        Core.Hash32? tip = null;
        while (!cancel.IsCancellationRequested)
        {
            var news = await feed.WaitForTemplate(version, cancel);
            version = news.Version;
            if (news.Template is { } template && template.PreviousHash != tip)
            {
                tip = template.PreviousHash;
                newTip();
            }
        }
    }
}
